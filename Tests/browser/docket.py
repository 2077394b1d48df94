"""Dockets for the tests: the example's cases as if they had come in these days, and once more so that a list has a second page."""

import csv
import datetime
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


# The days of a case that move together, and how many days ago the cases came in at most.
DAYS = ("收到申请日", "文书日期", "履行期限届满日")
AGO_MAX = 6


def recent():
    """The sample's lines with the days of each case moved, so that its application came in within the last week: clocks run from it, and
    a court that opens today is not years late."""
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
    moved, ago = [], {}
    for line in lines():
        line = dict(line)
        case = line["收案编号"]
        if line["收到申请日"]:
            ago[case] = len(ago) % AGO_MAX
            by = today - datetime.timedelta(days=ago[case]) - datetime.date.fromisoformat(line["收到申请日"])
            for column in DAYS:
                if line[column]:
                    line[column] = (datetime.date.fromisoformat(line[column]) + by).isoformat()
        moved.append(line)
    return moved


def write(file, rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8-sig")
    return file


def sample(folder):
    return write(folder / "docket-sample.csv", recent())


def copies(folder):
    rows = [{**row, "收案编号": f"{row['收案编号']}-{copy + 2}"} for copy in range(MORE_COPIES) for row in recent()]
    return write(folder / "docket-copies.csv", rows)
