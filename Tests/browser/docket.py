"""Dockets for the tests: the examples as they are, and the example's cases once more so that a list has a second page."""

import csv
import io

import court

FAULTY = court.EXAMPLES / "docket-with-faults.csv"
SAMPLE = court.EXAMPLES / "docket.csv"
MORE_COPIES = 2
# How many cases a debtor of the sample has.
CASES_EACH = 1 + MORE_COPIES


def lines():
    return list(csv.DictReader(SAMPLE.open(encoding="utf-8-sig", newline="")))


def cases():
    return len({line["收案编号"] for line in lines()})


def names():
    """Everybody in the sample: parties, representatives, agents, courts, banks."""
    columns = ("姓名或名称", "法定代表人", "代理人", "作出机关", "开户行")
    return {line[column] for line in lines() for column in columns if line[column]}


def copies(folder):
    text = io.StringIO()
    rows = lines()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    for copy in range(MORE_COPIES):
        for row in rows:
            writer.writerow({**row, "收案编号": f"{row['收案编号']}-{copy + 2}"})
    file = folder / "docket-copies.csv"
    file.write_text(text.getvalue(), encoding="utf-8-sig")
    return file
