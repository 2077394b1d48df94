"""Every page that can be reached by links in courts where stories were lived, by each role, as wide as a desk and a phone."""

import os
import re
import subprocess
import unittest

import court
from test_pages import AXE, RUN_AXE
from visitor import DESK, PHONE, Visitor

ROLES = ["judge", "bureauChief", "cashier", "moneySupervisor", "officer", "clerk", "filingJudge", "president", "reception",
         "searchOfficer", "commandCentre", "teamLead", "bailiff", "administrator", "auditor"]
ROLES_OF_A_STORY = ["judge", "bureauChief", "cashier", "moneySupervisor", "teamLead"]
LIVED_IN_THE_SAMPLE = ["policy-after-years", "auction-house-clerk", "smart-search", "race-to-seal", "reception-certificate"]
# Pages of one shape that are looked at.
EACH_SHAPE = 2
FILES = re.compile(r"\.(csv|xlsx|xml|pdf|txt|json|zip|sta)$|/(live|files|download|attachments|print\.pdf)\b|openapi|/metrics|/sign-out")


def shape(path):
    """The path with what names a thing left out: pages of one shape are made by one function."""
    path, _, query = path.partition("?")
    parts = [re.sub(r".*\d.*|.*%.*", "*", part) for part in path.split("/")]
    if len(parts) > 2 and parts[-2] in ("calculators",):
        parts[-1] = "*"
    return "/".join(parts) + ("?" + "&".join(sorted(part.split("=")[0] for part in query.split("&"))) if query else "")


class StoryCourt(court.Court):
    """A court in which a story was lived; the sample court without one."""

    def __init__(self, story=None):
        super().__init__()
        self.story = story
        self.passwords = {}

    def hire(self):
        data = str(self.folder / "data")
        command = [self.zhixing, "sample", "--data", data] + (["--story", self.story] if self.story else [])
        subprocess.run(command, cwd=court.ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        lines = subprocess.run([self.zhixing, "sample", "--data", data, "--sign-ins"], cwd=court.ROOT, check=True, text=True,
                               stdout=subprocess.PIPE, timeout=60).stdout
        for line in lines.splitlines():
            self.passwords[line.split()[0]] = line.split()[1]


class Crawl(unittest.TestCase):
    """One court after the other; a page whose shape was seen often enough is not opened again."""

    def test_every_page_that_links_lead_to(self):
        usual, seen = court.running, {}
        for story in [None] + [story for story in told() if story not in LIVED_IN_THE_SAMPLE]:
            with StoryCourt(story) as running:
                court.running = running
                desk, phone = Visitor(DESK), Visitor(PHONE)
                try:
                    self.walk(desk, phone, running.passwords, seen, ROLES_OF_A_STORY if story else ROLES, story or "sample")
                finally:
                    desk.leave()
                    phone.leave()
                    court.running = usual
        self.assertGreater(len(seen), 45, sorted(seen))
        print(f"{sum(seen.values())} pages of {len(seen)} shapes", flush=True)

    def walk(self, desk, phone, passwords, seen, roles, story):
        phone.open("/sign-in")
        for role in roles:
            desk.browser.delete_all_cookies()
            desk.sign_in(role, passwords[role])
            phone.browser.delete_all_cookies()
            phone.browser.add_cookie({**desk.browser.get_cookie("zhixing"), "domain": "127.0.0.1"})
            queue, known = ["/", "/cases", "/papers"], {"/", "/cases", "/papers"}
            while queue:
                path = queue.pop(0)
                key = f"/ of {role}" if path == "/" else shape(path)
                if path != "/" and seen.get(key, 0) >= EACH_SHAPE:
                    continue
                with self.subTest(f"{story}: {role} {path}"):
                    wrong = self.faults(desk, path)
                    if key not in seen:
                        desk.browser.execute_script(AXE)
                        wrong += desk.browser.execute_async_script(RUN_AXE)
                    wrong += self.faults(phone, path)
                    if wrong:
                        print(f"\n{role} {path}: {wrong}", flush=True)
                    self.assertFalse(wrong, "\n".join(wrong))
                seen[key] = seen.get(key, 0) + 1
                new = [link for link in self.links(desk) if link not in known and not FILES.search(link)]
                known.update(new)
                queue += new

    def faults(self, visitor, path):
        visitor.script_errors
        visitor.open(path)
        wrong = [] if visitor.status == 200 else [f"status {visitor.status}: {visitor.text('main')[:300]}"]
        if visitor.overflow > 0:
            wrong.append(f"{visitor.overflow} px wider than {visitor.width}")
        return wrong + visitor.script_errors

    def links(self, visitor):
        found = visitor.browser.execute_script(
            "return [...document.querySelectorAll('a[href]')].filter((link) => !link.download)"
            ".map((link) => link.getAttribute('href'))")
        paths = [link.split("#")[0] for link in found if link.startswith("/") and not link.startswith("//")]
        return [path for path in paths if path and "lang=" not in path]


def told():
    """The stories that the program knows, by its own words."""
    zhixing = str((court.ROOT / os.environ.get("ZHIXING", ".build/debug/zhixing")).resolve())
    words = subprocess.run([zhixing, "sample", "--story", "?"], cwd=court.ROOT, text=True, stderr=subprocess.PIPE, timeout=60).stderr
    return re.search(r"one of: (.*)", words).group(1).split(", ")
