"""Every page that can be reached by links in courts where stories were lived, by each role, at a desk and on a phone."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest

import court
from test_pages import AXE, RUN_AXE, WORDS_OF_THE_PAGE, CHINESE
from visitor import DESK, PHONE, Visitor

ROLES = ["judge", "bureauChief", "cashier", "moneySupervisor", "officer", "clerk", "filingJudge", "president", "reception",
         "searchOfficer", "commandCentre", "teamLead", "bailiff", "administrator", "auditor"]
# Pages of one shape that are looked at, and pages of one role.
EACH_SHAPE, EACH_ROLE = 2, 40
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
        stories = [None] + [story for story in told() if story not in ("smart-search", "race-to-seal", "reception-certificate")]
        seen = {DESK: {}, PHONE: {}}
        usual = court.running
        for story in stories:
            with StoryCourt(story) as running:
                court.running = running
                try:
                    for width in (DESK, PHONE):
                        self.walk(running, width, seen[width], story or "sample")
                finally:
                    court.running = usual
        for width in seen:
            self.assertGreater(len(seen[width]), 45, sorted(seen[width]))
        print(f"{sum(sum(each.values()) for each in seen.values())} pages of {len(seen[DESK])} shapes", flush=True)

    def walk(self, running, width, seen, story):
        visitor = Visitor(width)
        try:
            for role in ROLES:
                visitor.browser.delete_all_cookies()
                visitor.sign_in(role, running.passwords[role])
                queue, known, opened = ["/"], {"/"}, 0
                # Also pages that no link leads to from a desk.
                queue += [path for path in ("/cases", "/papers") if path not in known]
                while queue and opened < EACH_ROLE:
                    path = queue.pop(0)
                    key = shape(path)
                    first = path == "/" or key not in seen
                    if path != "/" and seen.get(key, 0) >= EACH_SHAPE:
                        continue
                    seen[key] = seen.get(key, 0) + 1
                    opened += 1
                    with self.subTest(f"{story}: {role} {path} at {width}"):
                        wrong = self.faults(visitor, path, whole=first)
                        self.assertFalse(wrong, "\n".join(wrong))
                    for link in self.links(visitor):
                        if link not in known and not FILES.search(link):
                            known.add(link)
                            queue.append(link)
        finally:
            visitor.leave()

    def faults(self, visitor, path, whole):
        visitor.script_errors
        visitor.open(path)
        wrong = [] if visitor.status == 200 else [f"status {visitor.status}: {visitor.text('main')[:300]}"]
        if visitor.overflow > 0:
            wrong.append(f"{visitor.overflow} px wider than the window")
        if whole and visitor.width == DESK:
            visitor.browser.execute_script(AXE)
            wrong += visitor.browser.execute_async_script(RUN_AXE)
        return wrong + visitor.script_errors

    def links(self, visitor):
        found = visitor.browser.execute_script(
            "return [...document.querySelectorAll('a[href]')].filter((link) => !link.download)"
            ".map((link) => link.getAttribute('href'))")
        return [link.split("#")[0] for link in found if link.startswith("/") and not link.startswith("//") and link.split("#")[0]]


def told():
    """The stories that the program knows, by its own words."""
    zhixing = str((court.ROOT / os.environ.get("ZHIXING", ".build/debug/zhixing")).resolve())
    words = subprocess.run([zhixing, "sample", "--story", "?"], cwd=court.ROOT, text=True, stderr=subprocess.PIPE, timeout=60).stderr
    return re.search(r"one of: (.*)", words).group(1).split(", ")
