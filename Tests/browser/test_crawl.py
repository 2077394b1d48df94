"""Every page that can be reached by links in courts where stories were lived, by each role, as wide as a desk and a phone."""

import concurrent.futures
import os
import queue
import re
import threading
import time
import unittest
import urllib.error
import urllib.request

import court
from test_pages import AXE
from visitor import DESK, HEIGHT, PHONE, Visitor

ROLES = ["judge", "bureauChief", "cashier", "moneySupervisor", "officer", "clerk", "filingJudge", "president", "reception",
         "searchOfficer", "commandCentre", "teamLead", "bailiff", "administrator", "auditor", "reviewJudge", "trialManagement"]
# The sample court, and courts with what it has not.
COURTS = {None: ROLES, "students-flats": ["judge", "bureauChief", "cashier"], "judicial-aid": ["judge", "bureauChief", "cashier"]}
FILES = re.compile(r"\.(csv|xlsx|xml|pdf|txt|json|zip|sta)$|/(live|files|download|attachments|print\.pdf)\b|openapi|/metrics|/sign-out|[?&]format=")
# Forms of commands are all made by one function: these many are looked at by axe.
FORMS_BY_AXE = 6
# Browsers that walk at once.
WALKERS = 2
# What does not depend on the page's content is not loaded again for axe.
RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"], preload: false, iframes: false }).then((found) => done(found.violations
  .filter((violation) => ["serious", "critical"].includes(violation.impact))
  .map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) =>
    node.target.join(" ") + " " + ((node.any[0] || node.all[0] || node.none[0] || {}).message || "")).join(" | ")}`)),
  (error) => done(["axe itself: " + error]));
"""
LOOK = """
return {
  status: performance.getEntriesByType("navigation")[0].responseStatus,
  width: document.documentElement.scrollWidth,
  links: [...document.querySelectorAll("a[href]")].filter((link) => !link.download).map((link) => link.getAttribute("href")),
};
"""


def shape(path):
    """The path with what names a thing left out: pages of one shape are made by one function."""
    path, _, query = path.partition("?")
    parts = [re.sub(r".*\d.*|.*%.*", "*", part) for part in path.split("/")]
    if len(parts) > 2 and parts[-2] in ("calculators", "ledger"):
        parts[-1] = "*"
    # A list is the same page however it is sorted and filtered.
    names = sorted({part.split("=")[0] for part in query.split("&") if query} - {"sort", "desc", "after", "q", "status"})
    return "/".join(parts) + ("?" + "&".join(names) if names and "/do/" not in path else "")


class Seen:
    """Shapes that somebody opened or is opening, and what was wrong with any."""

    def __init__(self):
        self.lock = threading.Lock()
        self.pages, self.files, self.wrong = set(), set(), []
        self.forms = 0

    def claims(self, key):
        """True for the first who comes to a shape."""
        with self.lock:
            if key in self.pages or key in self.files:
                return False
            self.pages.add(key)
            return True

    def by_axe(self, path):
        with self.lock:
            self.forms += "/do/" in path
            return "/do/" not in path or self.forms <= FORMS_BY_AXE

    def is_file(self, key):
        with self.lock:
            self.pages.discard(key)
            self.files.add(key)

    def knows(self, key):
        with self.lock:
            return key in self.pages or key in self.files


class Crawl(unittest.TestCase):
    """One court after the other; a page whose shape was seen is not opened again, save that each role opens its own desk."""

    def test_every_page_that_links_lead_to(self):
        usual, seen, began = court.running, Seen(), time.monotonic()
        visitors = []
        try:
            with concurrent.futures.ThreadPoolExecutor(1) as ahead, concurrent.futures.ThreadPoolExecutor(WALKERS) as walkers:
                # The next story is lived while the pages of the one before are walked.
                lived = {story: ahead.submit(court.StoryCourt.live, story) for story in COURTS}
                visitors += walkers.map(lambda _: Visitor(DESK), range(WALKERS))
                for story, roles in COURTS.items():
                    lived[story].result()
                    with court.StoryCourt(story) as running:
                        court.running = running
                        left = queue.SimpleQueue()
                        for role in roles:
                            left.put(role)
                        for walk in [walkers.submit(self.walks, visitor, left, seen, story or "sample") for visitor in visitors]:
                            walk.result()
                    print(f"{story or 'sample'}: {len(seen.pages)} shapes after {time.monotonic() - began:.0f} s", flush=True)
        finally:
            court.running = usual
            for visitor in visitors:
                visitor.leave()
        self.assertFalse(seen.wrong, "\n".join(seen.wrong))
        self.assertGreater(len(seen.pages), 120, sorted(seen.pages))

    def walks(self, visitor, left, seen, story):
        """Goes as one role after the other until none is left."""
        if "axe" not in visitor.cookies:
            visitor.do("Page.addScriptToEvaluateOnNewDocument", source=AXE)
            visitor.cookies["axe"] = True
        while True:
            try:
                role = left.get_nowait()
            except queue.Empty:
                return
            self.walk(visitor, role, seen, story)

    def walk(self, visitor, role, seen, story):
        visitor.browser.delete_all_cookies()
        visitor.sign_in(role, court.running.passwords[role])
        cookie = f"zhixing={visitor.browser.get_cookie('zhixing')['value']}"
        paths, known = ["/", "/cases", "/papers"], {"/", "/cases", "/papers"}
        while paths:
            path = paths.pop(0)
            key = f"/ of {role}" if path == "/" else shape(path)
            if not seen.claims(key):
                continue
            if path != "/" and not self.is_page(cookie, path):
                seen.is_file(key)
                continue
            wrong, links = self.faults(visitor, path, seen.by_axe(path))
            if wrong:
                with seen.lock:
                    seen.wrong.append(f"{story}: {role} {path}:\n  " + "\n  ".join(wrong))
            new = [link for link in links if link not in known and not seen.knows(shape(link)) and not FILES.search(link)]
            known.update(new)
            paths += new

    def is_page(self, cookie, path):
        """Papers and scans are files: a browser would save them. Only a thing of its own can be one."""
        if not shape(path).endswith("*"):
            return True
        request = urllib.request.Request(court.running.address + path, headers={"Cookie": cookie, "Accept": "text/html"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.headers.get_content_type() == "text/html"
        except urllib.error.HTTPError:
            return True

    def faults(self, visitor, path, by_axe):
        """What is wrong with the page at both widths, and where its links lead."""
        visitor.open(path)
        seen = visitor.browser.execute_script(LOOK)
        wrong = [] if seen["status"] == 200 else [f"status {seen['status']}: {visitor.text('main')[:300]}"]
        if seen["width"] > DESK:
            wrong.append(f"{seen['width'] - DESK} px wider than {DESK}")
        if by_axe:
            wrong += visitor.browser.execute_async_script(RUN_AXE)
        visitor.do("Emulation.setDeviceMetricsOverride", width=PHONE, height=HEIGHT[PHONE], deviceScaleFactor=1, mobile=True)
        over = visitor.browser.execute_script("return document.documentElement.scrollWidth") - PHONE
        if over > 0:
            wrong.append(f"{over} px wider than {PHONE}")
        if by_axe and not os.environ.get("AXE_AT_DESK_ONLY"):
            wrong += [f"at {PHONE}: {fault}" for fault in visitor.browser.execute_async_script(RUN_AXE)]
        visitor.do("Emulation.setDeviceMetricsOverride", width=DESK, height=HEIGHT[DESK], deviceScaleFactor=1, mobile=False)
        wrong += [f"{path}: {error}" for error in visitor.script_errors]
        paths = [link.split("#")[0] for link in seen["links"] if link.startswith("/") and not link.startswith("//")]
        return wrong, [path for path in paths if path and "lang=" not in path]
