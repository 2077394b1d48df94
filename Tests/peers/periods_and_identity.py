#!/usr/bin/env python3
"""Compares `zhixing calc --batch` with independent libraries.

Periods against chinesecalendar (2018 to 2026) and dateutil, identity numbers against python-stdnum.
Tests/peers/run installs what it needs: chinesecalendar, python-stdnum, python-dateutil.

    Tests/peers/periods_and_identity.py --zhixing .build/debug/zhixing [--count 20000] [--seed 1]

Prints one line a subject and the first differences; ends with status 1 where there is any.
"""
import argparse
import datetime as dt
import json
import random
import subprocess
import sys

import chinese_calendar
from dateutil.relativedelta import relativedelta
from stdnum import exceptions, luhn, numdb
from stdnum.cn import ric, uscc

FIRST, LAST = dt.date(2018, 1, 1), dt.date(2026, 12, 31)
USUAL = [("days", 7), ("days", 15), ("days", 30), ("months", 3), ("months", 6), ("months", 24), ("workdays", 3), ("workdays", 10)]
WORKDAY = {}
day = FIRST
while day <= LAST:
    WORKDAY[day] = chinese_calendar.is_workday(day)
    day += dt.timedelta(days=1)


def rolled(day):
    while not WORKDAY[day]:
        day += dt.timedelta(days=1)
    return day


def end_of_period(start, unit, count):
    """The peer's answer, or None where it leaves the years that the peer knows."""
    try:
        if unit == "days":
            return rolled(start + dt.timedelta(days=count))
        if unit == "months":
            return rolled(start + relativedelta(months=count))
        day = start
        while count > 0:
            day += dt.timedelta(days=1)
            count -= WORKDAY[day]
        return day
    except KeyError:
        return None


def ask(program, questions):
    text = "".join(json.dumps(dict(question, id=index), ensure_ascii=False) + "\n" for index, question in enumerate(questions))
    done = subprocess.run(program + ["calc", "--batch"], input=text.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if [answer["id"] for answer in answers] != list(range(len(questions))):
        sys.exit("answers are missing or out of order")
    return answers


def periods(program, chance, count):
    questions, expected = [], []
    # Every day of the nine years as the end of a period, and as the start of the usual ones: this compares the whole calendar.
    for day in WORKDAY:
        before = day - dt.timedelta(days=1)
        for start, unit, number in [(before, "days", 1)] + [(day, unit, number) for unit, number in USUAL]:
            answer = end_of_period(start, unit, number)
            if answer:
                questions.append({"rule": "period", "from": start.isoformat(), unit: number})
                expected.append(answer)
    enough = len(questions) + count
    while len(questions) < enough:
        start = FIRST + dt.timedelta(days=chance.randrange((LAST - FIRST).days))
        unit, most = chance.choice([("days", 400), ("months", 36), ("workdays", 120)])
        number = chance.randint(1, most)
        answer = end_of_period(start, unit, number)
        if answer:
            questions.append({"rule": "period", "from": start.isoformat(), unit: number})
            expected.append(answer)
    answers = ask(program, questions)
    return compare("period", questions, [day.isoformat() for day in expected], [a.get("value") for a in answers])


def mutated(chance, text, alphabet):
    """The text itself, with one sign changed, or with two neighbours exchanged."""
    signs = list(text)
    place = chance.randrange(len(signs) - 1)
    way = chance.randrange(3)
    if way == 1:
        signs[place] = chance.choice(alphabet)
    elif way == 2:
        signs[place], signs[place + 1] = signs[place + 1], signs[place]
    return "".join(signs)


def validity(program, rule, texts, verdicts):
    answers = ask(program, [{"rule": rule, "text": text} for text in texts])
    return compare(rule, texts, verdicts, [answer["value"]["valid"] for answer in answers])


def counties():
    """County codes that the peer knows: only of these can it judge a number."""
    found = []

    def walk(prefixes, head):
        for length, low, _high, _info, children in prefixes:
            code = head + low
            if len(code) == 6:
                found.append(code)
            elif len(code) < 6:
                walk(children, code)

    walk(numdb.get("cn/loc").prefixes, "")
    return [code for code in found if not code.endswith("00") and code[:2] <= "65"]


def resident_ids(program, chance, count):
    places = counties()
    texts, verdicts = [], []
    while len(texts) < count:
        birth = dt.date(1900, 1, 1) + dt.timedelta(days=chance.randrange(45_000))
        body = chance.choice(places) + birth.strftime("%Y%m%d") + f"{chance.randrange(1000):03d}"
        text = mutated(chance, body + ric.calc_check_digit(body + "0"), "0123456789")
        if not "1900" <= text[6:10] <= "2100":
            continue
        try:
            ric.validate(text)
            verdict = True
        except (exceptions.InvalidComponent, KeyError):
            try:
                ric.get_birth_date(text)
                continue  # the peer does not know the place, or not in that year
            except exceptions.ValidationError:
                verdict = False
        except exceptions.ValidationError:
            verdict = False
        texts.append(text)
        verdicts.append(verdict)
    return validity(program, "resident-id", texts, verdicts)


def credit_codes(program, chance, count):
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    texts, verdicts = [], []
    while len(texts) < count:
        body = f"{chance.randrange(10**8):08d}" + "".join(chance.choice(alphabet) for _ in range(9))
        text = mutated(chance, body + uscc.calc_check_digit(body), alphabet)
        if not text[:8].isdigit():
            continue  # the peer wants digits here; the standard allows letters in the first two places
        texts.append(text)
        verdicts.append(uscc.is_valid(text))
    return validity(program, "credit-code", texts, verdicts)


def cards(program, chance, count):
    texts, verdicts = [], []
    for _ in range(count):
        body = "".join(chance.choice("0123456789") for _ in range(chance.randint(15, 18)))
        text = mutated(chance, body + luhn.calc_check_digit(body), "0123456789")
        texts.append(text)
        verdicts.append(luhn.is_valid(text))
    return validity(program, "bank-card", texts, verdicts)


def compare(subject, questions, expected, found):
    wrong = [(q, e, f) for q, e, f in zip(questions, expected, found) if e != f]
    spread = f", {sum(expected)} of them valid" if isinstance(expected[0], bool) else ""
    COMPARED.append(len(questions))
    print(f"{subject}: {len(questions)} compared{spread}, {len(wrong)} differ")
    for question, wanted, got in wrong[:5]:
        print(f"  {question}: peer {wanted}, zhixing {got}")
    return len(wrong)


COMPARED = []


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--zhixing", default=".build/debug/zhixing")
    options.add_argument("--count", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    chosen = options.parse_args()
    print(f"seed {chosen.seed}")
    chance = random.Random(chosen.seed)
    program = [chosen.zhixing]
    subjects = [periods, resident_ids, credit_codes, cards]
    wrong = sum(subject(program, chance, chosen.count) for subject in subjects)
    print(f"{sum(COMPARED)} comparisons with chinesecalendar and python-stdnum, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
