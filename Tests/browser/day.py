"""A working day in the sample court: acts one after the other, each looked at."""

import datetime

import court
from visitor import Visitor

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
PICTURES = court.ROOT / ".build" / "day-pictures"
# Addresses of cases, by their debtor.
found = {}


def in_days(days):
    return (TODAY + datetime.timedelta(days)).isoformat()


class Day:
    """Acts in their order; each says on its page what became of it."""

    width: int
    visitor: Visitor
    court: court.StoryCourt

    def live(self, acts):
        for place, act in enumerate(acts, 1):
            with self.subTest(act.__name__.replace("_", " ")):
                act()
                self.look(f"{place:02}-{act.__name__}")
                continue
            self.look(f"{place:02}-{act.__name__}", False)
            self.fail(f"the day ends at act {place}: {act.__name__.replace('_', ' ')}")

    def look(self, name, holds=True):
        v = self.visitor
        v.browser.save_screenshot(str(PICTURES / f"{self.width}-{name}.png"))
        if holds:
            self.assertLessEqual(v.overflow, 0, "the page is wider than the window")
            self.assertEqual(v.script_errors, [])

    def be(self, who):
        self.visitor.be(who, self.court.passwords[who])

    def case(self, debtor):
        """The address of the case against somebody."""
        v = self.visitor
        if debtor not in found:
            v.open(f"/cases?q={debtor}&status=open")
            found[debtor] = v.first("main tbody th a").get_attribute("href").removeprefix(court.running.address).split("#")[0]
        return found[debtor]

    def handler(self, debtor):
        v = self.visitor
        v.open(self.case(debtor))
        names = [fact.text.split("\n")[1].strip() for fact in v.all("main dl.facts > div") if fact.text.startswith("承办人")]
        return self.court.names[names[0]]

    def done(self, words):
        self.assertIn(words, self.visitor.text(".banner.done"), self.visitor.text("main .faults") or self.visitor.text()[:1500])
