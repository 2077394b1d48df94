"""A mass payout against mock-bank while either side is killed (kill -9) again and again.

Answers come doubled, late or not at all; some payments are refused, some come back. At the end each payee has the money
exactly once, both sides' totals agree to the fen, and the ledger closes.
KILLS says how often (200), SEED repeats a run.
"""
import argparse, atexit, csv, json, os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time, urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long enough password"
ACCOUNT = "88010000000000017"


class Court:
    """The program on a data folder, started for each step as a person would."""

    def __init__(self, program, folder, settings=()):
        self.program, self.data, self.config = str(program), folder / "data", folder / "config"
        shutil.copytree(ROOT / "config", self.config)
        text = (self.config / "court.yaml").read_text()
        assert "payments:" in text
        lines, skip = [], False
        for line in text.splitlines():
            skip = line.startswith("payments:") or (skip and line.startswith("  "))
            if not skip:
                lines.append(line)
        lines += ["payments:", '  bank: "990000000019"', *settings, ""]
        (self.config / "court.yaml").write_text("\n".join(lines))

    def start(self, *arguments, config=True, **options):
        extra = ["--data", str(self.data)] + (["--config", str(self.config)] if config else [])
        return subprocess.Popen(
            [self.program, *map(str, arguments), *extra], cwd=ROOT, env={**os.environ, "ZHIXING_PASSWORD": PASSWORD},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)

    def run(self, *arguments, config=True, fine=(0,)):
        process = self.start(*arguments, config=config)
        out, errors = process.communicate(timeout=120)
        assert process.returncode in fine, f"{arguments}: {process.returncode}\n{out}\n{errors}"
        return out

    def serve(self, port, *more):
        server = self.start("serve", "--port", port, *more)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=1)
                return server
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the court does not answer")


def post(url, body, token=None):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    if token:
        request.add_header("Authorization", "Bearer " + token)
    return json.load(urllib.request.urlopen(request, timeout=60))


def get(url, token=None):
    request = urllib.request.Request(url)
    if token:
        request.add_header("Authorization", "Bearer " + token)
    return json.load(urllib.request.urlopen(request, timeout=60))


def open_people(court, folder):
    """The people of the gates, and a few cases."""
    for name, role in [("officer", "officer"), ("judge", "judge"), ("supervisor", "moneySupervisor"),
                       ("president", "president"), ("cashier", "cashier")]:
        court.run("admin", "create", "--sign-in", name, "--name", "何知行", "--roles", role)
    docket = folder / "docket.csv"
    docket.write_text("".join((ROOT / "examples/docket.csv").read_text().splitlines(True)[:10]))
    court.run("import", docket, fine=(0, 2))


def open_court(court, folder, port, amount):
    """People, a case, and money on its account. Gives the case's number."""
    open_people(court, folder)
    server = court.serve(port)
    try:
        base = f"http://127.0.0.1:{port}"
        token = post(base + "/api/sign-in", {"signIn": "cashier", "password": PASSWORD})["token"]
        case = get(base + "/api/cases?limit=1", token)["cases"][0]
        # What comes in is read from the bank's file: here a table of the case's own sub-account.
        day = datetime.now(timezone(timedelta(hours=8))).date().isoformat()
        table = (f"账号：8801{case['id']}\n交易时间,借方发生额,贷方发生额,对方单位名称,对方账号,摘要,流水号\n"
                 f"{day},,{amount / 100:.2f},付款公司,6222000000000001,扣划,L1\n")
        job = post(base + "/api/bank-files?name=bank.csv", table.encode(), token)
        for _ in range(200):
            if job["state"] != "taking":
                break
            time.sleep(0.05)
            job = get(base + "/api/bank-files/" + job["id"], token)
        assert job["toCases"] == 1, job
    finally:
        server.terminate()
        server.wait()
    return case["id"], case["number"]


def create_batch(court, folder, number):
    """A batch out of a case, made by whoever handles it."""
    for name in ("officer", "judge"):
        made = court.run("payout", "create", "--file", folder / "payees.csv", "--case", number, "--ground", "执行裁定书所附名单",
                         "--as", name, fine=(0, 1)).split()
        if made:
            return made[-1]
    raise AssertionError(f"nobody handles {number}")


def payee_list(file, count, chance):
    rows, total = [], 0
    for line in range(1, count + 1):
        fen = chance.randint(100, 99_999)
        total += fen
        rows.append([f"HH{line}", f"赵远{line}", str(6_000_000_000 + line * 7), "临江示例银行", "990000000019",
                     f"{fen // 100}.{fen % 100:02d}"])
    with open(file, "w", newline="") as out:
        csv.writer(out).writerows([["编号", "收款人", "账号", "开户行", "开户行行号", "金额"], *rows])
    return total


class Bank:
    """mock-bank with its books on the disk, reading and writing folders."""

    def __init__(self, program, folder, port):
        self.program, self.folder, self.port, self.process = program, folder, port, None
        self.drop, self.pickup = folder / "drop", folder / "pickup"
        self.drop.mkdir(), self.pickup.mkdir()
        # Whatever happens, it does not outlive the test.
        atexit.register(lambda: self.process and self.process.poll() is None and self.kill())

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "--port", str(self.port), "-q", "--db", str(self.folder / "bank.db"), "--drop-dir", str(self.drop),
             "--pickup-dir", str(self.pickup), "--drop-settle-ms", "0", "--drop-interval-ms", "50"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(400):
            assert self.process.poll() is None, f"the bank does not start: is something else on port {self.port}?"
            try:
                return self.ask("/_mock/health")
            except OSError:
                time.sleep(0.025)
        raise AssertionError("the bank does not answer")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ask(self, path, body=None, method=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data=None if body is None else json.dumps(body).encode(), method=method,
            headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    def behave(self, behaviour, **parameters):
        self.ask("/_mock/accounts/ACME", {"behaviour": behaviour, "parameters": parameters}, "PATCH")

    def advance(self, days):
        self.ask(f"/_mock/advance?days={days}", {}, "POST")

    def rows(self, sql):
        with sqlite3.connect(f"file:{self.folder / 'bank.db'}?mode=ro", uri=True) as db:
            return db.execute(sql).fetchall()

    def late(self, folder):
        """Every message that the bank ever wrote, handed over once more."""
        for number, kind, body in self.rows("SELECT id, type, body FROM message"):
            (folder / f"late-{number:06}-{kind}.xml").write_text(body)


def ask(court, bank, batch, folder):
    """Two people ask the bank about lines without an answer, and enter what it says."""
    report = folder / "open.csv"
    court.run("payout", "report", batch, "--out", report, "--english")
    asked = 0
    for row in csv.reader(report.read_text(encoding="utf-8-sig").splitlines()):
        if len(row) < 9 or row[5] not in ("Sent", "Taken by the bank"):
            continue
        found = bank.rows(f"SELECT status, booked_at FROM payment WHERE end_to_end_id = '{batch}-{row[6]}-{row[0]}'")
        unpaid = all(status == "rejected" for status, _ in found) if found else True
        if not unpaid:
            continue
        if asked == 0:
            # The bank is given three times askAgainSeconds.
            time.sleep(3.2)
        for name in ("supervisor", "president"):
            court.run("payout", "resolve", batch, "--line", row[0], "--outcome", "unpaid", "--reason", "经向银行查询，未支付", "--as", name)
        asked += 1
    return asked


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--zhixing", default=".build/debug/zhixing")
    parser.add_argument("--bank", default=shutil.which("mock-bank"))
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    kills, seed = int(os.environ.get("KILLS", "200")), int(os.environ.get("SEED", time.time_ns() % 1_000_000))
    port = int(os.environ.get("KILLS_PORT", "8391"))
    chance = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="payout-kills-"))
    began = time.monotonic()
    print(f"seed {seed}, {kills} kills, {folder}", flush=True)
    court, bank = Court(ROOT / options.zhixing, folder, [f'  account: "{ACCOUNT}"', "  linesMax: 8", "  askAgainSeconds: 1"]), Bank(options.bank, folder, port)
    count = max(80, kills * 4)
    total = payee_list(folder / "payees.csv", count, chance)
    _, number = open_court(court, folder, port + 1, total + 12_345)
    bank.start()
    bank.ask("/_mock/accounts/ACME", {"currency": "CNY", "balance": total - total // 2 + 12_345, "account_number": ACCOUNT}, "PATCH")
    bank.behave("insufficient-funds")
    batch = create_batch(court, folder, number)
    for gate, name in [("supervise", "supervisor"), ("approve", "president"), ("release", "cashier")]:
        court.run("payout", gate, batch, "--as", name)

    done = {"court": 0, "bank": 0, "both": 0}
    span = 0.2
    doubled = lost = 0
    while sum(done.values()) < kills:
        whom = chance.choices(["court", "bank", "both"], [8, 1, 1])[0]
        if chance.random() < 0.15:
            bank.behave("insufficient-funds")
        elif chance.random() < 0.1:
            bank.behave("return-later", days=1)
        if chance.random() < 0.15:
            bank.advance(1)
        files = sorted(bank.pickup.glob("*.xml"))
        for file in files:
            fate = chance.random()
            if fate < 0.05:
                lost += 1
                file.unlink()
            elif fate < 0.15 and not file.name.startswith("again-"):
                doubled += 1
                shutil.copy(file, bank.pickup / f"again-{doubled}-{file.name}")
        step = ["payout", "reconcile", "--in", bank.pickup] if chance.random() < 0.5 else ["payout", "send", batch, "--out", bank.drop]
        process = court.start(*step)
        if whom == "bank":
            time.sleep(chance.random() * 0.05)
            bank.kill()
            bank.start()
            process.communicate(timeout=120)
        else:
            before = time.monotonic()
            time.sleep(chance.random() * span)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                span = min(3.0, span * 1.02)
            else:
                # Too late to interrupt it: it does not count.
                span = max(0.05, (time.monotonic() - before) * 0.9)
                process.communicate()
                if chance.random() < 0.2:
                    court.start("payout", "resend", batch, "--as", "cashier").communicate(timeout=120)
                continue
            process.communicate()
            if whom == "both":
                bank.kill()
                bank.start()
        done[whom] += 1

    # The rest of the money arrives, and everything is to come to its end.
    # A last time some come back a week later, when all may have been paid already.
    bank.behave("return-later", days=7)
    rest = bank.rows("SELECT balance FROM account WHERE id = 'ACME'")[0][0]
    bank.ask("/_mock/accounts/ACME", {"balance": rest + total // 2}, "PATCH")
    asked = reopened = 0
    ended = False
    for turn in range(40):
        if turn == 1:
            bank.behave("accept")
        court.run("payout", "send", batch, "--out", bank.drop, fine=(0, 1))
        for _ in range(200):
            if not list(bank.drop.glob("*.xml")):
                break
            time.sleep(0.05)
        bank.advance(3)
        time.sleep(0.2)
        bank.late(bank.pickup)
        court.run("payout", "reconcile", "--in", bank.pickup, fine=(0, 2))
        status = court.run("payout", "status", batch)
        settled = " settled " in status.split(":")[0]
        reopened += ended and not settled
        ended = settled
        if settled:
            if turn > 4:
                break
            continue
        court.run("payout", "resend", batch, "--as", "cashier", fine=(0, 1))
        if turn > 3:
            # A bank that was killed before it wrote its answer never gives one: somebody asks it.
            asked += ask(court, bank, batch, folder)
    print(status.strip())

    # Both sides, to the fen.
    booked = bank.rows("SELECT end_to_end_id, amount, returned_at FROM payment WHERE booked_at IS NOT NULL")
    kept = {}
    for identity, amount, returned in booked:
        if returned is None:
            kept.setdefault(int(identity.split("-")[2]), []).append(amount)
    doubles = {line: sums for line, sums in kept.items() if len(sums) != 1}
    assert not doubles, f"paid more than once: {doubles}"
    assert sorted(kept) == list(range(1, count + 1)), f"{count - len(kept)} of {count} not paid"
    paid = sum(sums[0] for sums in kept.values())
    assert paid == total, (paid, total)
    balance = bank.rows("SELECT balance FROM account WHERE id = 'ACME'")[0][0]
    assert balance == 12_345, balance
    check = court.run("ledger", "check", config=False)
    assert "123.45 CNY at the bank" in check and " 0 differences" in check, check
    assert " 0 differences" in court.run("replay", "--check", config=False)
    court.run("verify", config=False)
    assert " settled " in status.split(":")[0] and f"settled {count}" in status, status
    report = folder / "report.csv"
    court.run("payout", "report", batch, "--out", report, "--english")
    assert sum(",Paid," in line for line in report.read_text().splitlines()) == count
    failed = len(bank.rows("SELECT id FROM payment WHERE status = 'rejected'"))
    back = len(bank.rows("SELECT id FROM payment WHERE returned_at IS NOT NULL"))
    print(f"{sum(done.values())} kills ({done}), {doubled} answers doubled, {lost} lost and late; {failed} refused, {back} came back, {reopened} after the end, {asked} asked about; "
          f"{count} payees, {total / 100:,.2f} yuan paid once each, {time.monotonic() - began:.0f} s")
    bank.kill()
    if not options.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
