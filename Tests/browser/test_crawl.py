"""Every page that can be reached by links in courts where stories were lived, by each role, as wide as a desk and a phone."""

import re
import unittest
import urllib.error
import urllib.request

import court
from test_pages import AXE, RUN_AXE
from visitor import DESK, HEIGHT, PHONE, Visitor

ROLES = ["judge", "bureauChief", "cashier", "moneySupervisor", "officer", "clerk", "filingJudge", "president", "reception",
         "searchOfficer", "commandCentre", "teamLead", "bailiff", "administrator", "auditor", "reviewJudge", "trialManagement"]
# The sample court, and courts with what it has not.
COURTS = {None: ROLES, "students-flats": ["judge", "bureauChief", "cashier"], "judicial-aid": ["judge", "bureauChief", "cashier"]}
FILES = re.compile(r"\.(csv|xlsx|xml|pdf|txt|json|zip|sta)$|/(live|files|download|attachments|print\.pdf)\b|openapi|/metrics|/sign-out|[?&]format=")
# Forms of commands are all made by one function: these many are looked at by axe.
FORMS_BY_AXE = 6


def shape(path):
    """The path with what names a thing left out: pages of one shape are made by one function."""
    path, _, query = path.partition("?")
    parts = [re.sub(r".*\d.*|.*%.*", "*", part) for part in path.split("/")]
    if len(parts) > 2 and parts[-2] in ("calculators", "ledger"):
        parts[-1] = "*"
    # A list is the same page however it is sorted and filtered.
    names = sorted({part.split("=")[0] for part in query.split("&") if query} - {"sort", "desc", "after", "q", "status"})
    return "/".join(parts) + ("?" + "&".join(names) if names and "/do/" not in path else "")


class Crawl(unittest.TestCase):
    """One court after the other; a page whose shape was seen is not opened again, save that each role opens its own desk."""

    def test_every_page_that_links_lead_to(self):
        usual, seen = court.running, set()
        for story, roles in COURTS.items():
            with court.StoryCourt(story) as running:
                court.running = running
                visitor = Visitor(DESK)
                try:
                    for role in roles:
                        self.walk(visitor, role, seen, story or "sample")
                finally:
                    visitor.leave()
                    court.running = usual
        self.assertGreater(len(seen), 120, sorted(seen))
        print(f"{len(seen)} shapes of pages", flush=True)

    def walk(self, visitor, role, seen, story):
        visitor.browser.delete_all_cookies()
        visitor.sign_in(role, court.running.passwords[role])
        queue, known = ["/", "/cases", "/papers"], {"/", "/cases", "/papers"}
        while queue:
            path = queue.pop(0)
            key = f"/ of {role}" if path == "/" else shape(path)
            if key in seen or (path != "/" and not self.is_page(visitor, path)):
                continue
            with self.subTest(f"{story}: {role} {path}"):
                forms = sum("/do/" in other for other in seen)
                wrong = self.faults(visitor, path, "/do/" not in path or forms < FORMS_BY_AXE)
                self.assertFalse(wrong, "\n".join(wrong))
            seen.add(key)
            new = [link for link in self.links(visitor) if link not in known and shape(link) not in seen and not FILES.search(link)]
            known.update(new)
            queue += new

    def is_page(self, visitor, path):
        """Papers and scans are files: a browser would save them."""
        cookie = f"zhixing={visitor.browser.get_cookie('zhixing')['value']}"
        request = urllib.request.Request(court.running.address + path, headers={"Cookie": cookie, "Accept": "text/html"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.headers.get_content_type() == "text/html"
        except urllib.error.HTTPError:
            return True

    def faults(self, visitor, path, by_axe):
        visitor.script_errors
        visitor.open(path)
        wrong = [] if visitor.status == 200 else [f"status {visitor.status}: {visitor.text('main')[:300]}"]
        if visitor.overflow > 0:
            wrong.append(f"{visitor.overflow} px wider than {DESK}")
        if by_axe:
            visitor.browser.execute_script(AXE)
            wrong += visitor.browser.execute_async_script(RUN_AXE)
        wrong += [f"{path}: {error}" for error in visitor.script_errors]
        visitor.do("Emulation.setDeviceMetricsOverride", width=PHONE, height=HEIGHT[PHONE], deviceScaleFactor=1, mobile=True)
        over = visitor.browser.execute_script("return document.documentElement.scrollWidth") - PHONE
        if over > 0:
            wrong.append(f"{over} px wider than {PHONE}")
        visitor.do("Emulation.setDeviceMetricsOverride", width=DESK, height=HEIGHT[DESK], deviceScaleFactor=1, mobile=False)
        return wrong

    def links(self, visitor):
        found = visitor.browser.execute_script(
            "return [...document.querySelectorAll('a[href]')].filter((link) => !link.download)"
            ".map((link) => link.getAttribute('href'))")
        paths = [link.split("#")[0] for link in found if link.startswith("/") and not link.startswith("//")]
        return [path for path in paths if path and "lang=" not in path]
