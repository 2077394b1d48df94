#!/usr/bin/env python3
"""The same questions as `zhixing calc --batch` for four rules, in plain Python: the value only.

    zhixing bench law runs it beside the program. JSON Lines in, JSON Lines out.
"""
import calendar
import csv
import datetime as dt
import json
import pathlib
import sys
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
DAY = dt.timedelta(days=1)
EXCEPTIONS = {}
with open(pathlib.Path(__file__).parents[2] / "data-law" / "calendar_2018_2026.csv", encoding="utf-8") as table:
    for row in csv.DictReader(table):
        EXCEPTIONS[dt.date.fromisoformat(row["date"])] = row["kind"].startswith("work")


def works(day):
    known = EXCEPTIONS.get(day)
    return day.weekday() < 5 if known is None else known


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def period(question):
    day = dt.date.fromisoformat(question["from"])
    if "workdays" in question:
        left = question["workdays"]
        while left:
            day += DAY
            left -= works(day)
        return day.isoformat()
    day = day + question["days"] * DAY if "days" in question else add_months(day, question["months"])
    while not works(day):
        day += DAY
    return day.isoformat()


TIERS = [
    (Decimal(10_000), Decimal(500_000), Decimal("0.015")), (Decimal(500_000), Decimal(5_000_000), Decimal("0.01")),
    (Decimal(5_000_000), Decimal(10_000_000), Decimal("0.005")), (Decimal(10_000_000), None, Decimal("0.001")),
]


def fee(question):
    amount = Decimal(question["amount"])
    total = Decimal(50)
    for low, high, rate in TIERS:
        if amount > low:
            total += ((amount if high is None else min(amount, high)) - low) * rate
    return str(total.quantize(FEN, ROUND_HALF_UP))


def delay_interest(question):
    days = (dt.date.fromisoformat(question["until"]) - dt.date.fromisoformat(question["due"])).days
    return str((Decimal(question["principal"]) * days * Decimal("0.000175")).quantize(FEN, ROUND_HALF_UP))


WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def resident_id(question):
    text = question["text"].upper()
    valid = len(text) == 18 and text[:17].isdigit()
    if valid:
        try:
            dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
        except ValueError:
            valid = False
        total = sum(int(sign) * weight for sign, weight in zip(text, WEIGHTS))
        valid = valid and "10X98765432"[total % 11] == text[17]
    return {"valid": valid}


RULES = {"period": period, "fee": fee, "delay-interest": delay_interest, "resident-id": resident_id}


def main():
    write = sys.stdout.write
    for line in sys.stdin:
        question = json.loads(line)
        write(json.dumps({"id": question["id"], "value": RULES[question["rule"]](question)}) + "\n")


if __name__ == "__main__":
    main()
