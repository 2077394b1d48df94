"""A mass payout against the simulated city's bank over HTTP while server and city are killed (kill -9) again and again.

The bank refuses some payments, doubles some answers and loses others. At the end each payee is paid exactly once and both sides
agree to the fen. KILLS says how often (20), SEED repeats a run.
"""
import argparse, atexit, json, os, random, shutil, signal, subprocess, tempfile, time, urllib.request
from pathlib import Path

from payout_kills import Court, PASSWORD, ROOT, create_batch, get, open_people, payee_list, post


class City:
    def __init__(self, program, folder, port, court):
        self.program, self.folder, self.port, self.court, self.process = str(program), folder / "city", port, court, None
        # Whatever happens, it does not outlive the test.
        atexit.register(lambda: self.process and self.process.poll() is None and self.process.kill())

    def start(self):
        self.process = subprocess.Popen(
            [self.program, "--port", str(self.port), "--court", self.court, "--data", str(self.folder)], cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(400):
            assert self.process.poll() is None, f"the city does not start: is something else on port {self.port}?"
            try:
                return get(f"http://127.0.0.1:{self.port}/payments")
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the city does not answer")

    def ask(self, path, body=None):
        url = f"http://127.0.0.1:{self.port}{path}"
        return get(url) if body is None else post(url, body)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--zhixing", default=".build/debug/zhixing")
    parser.add_argument("--city", default=".build/debug/zhixing-city")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    kills, seed = int(os.environ.get("KILLS", "20")), int(os.environ.get("SEED", time.time_ns() % 1_000_000))
    chance = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="payout-city-"))
    began = time.monotonic()
    print(f"seed {seed}, {kills} kills, {folder}", flush=True)
    ports = (8393, 8394)
    base = f"http://127.0.0.1:{ports[0]}"
    court = Court(ROOT / options.zhixing, folder, ["  linesMax: 5", "  askAgainSeconds: 2"])
    count = max(100, kills * 25)
    total = payee_list(folder / "payees.csv", count, chance)
    open_people(court, folder)
    city = City(ROOT / options.city, folder, ports[1], base)
    city.start()
    server = court.serve(ports[0], "--city", f"http://127.0.0.1:{ports[1]}")
    token = post(base + "/api/sign-in", {"signIn": "cashier", "password": PASSWORD})["token"]
    case = get(base + "/api/cases?limit=1", token)["cases"][0]
    account = "8801" + case["id"]
    city.ask("/pay-court", {"payerName": "某开发商", "caseSubAccount": account, "amount": f"{(total + 777) / 100:.2f}", "text": "扣划"})
    for _ in range(200):
        if get(f"{base}/api/cases/{case['id']}", token).get("money", {}).get("received", "0.00") != "0.00":
            break
        time.sleep(0.1)
    city.ask("/faults", {"unit": "courtBank", "failPercent": 10, "repeatPercent": 20, "losePercent": 15})
    batch = create_batch(court, folder, case["number"])
    for gate, name in [("supervise", "supervisor"), ("approve", "president"), ("release", "cashier")]:
        court.run("payout", gate, batch, "--as", name)

    done = {"court": 0, "city": 0, "both": 0}
    while sum(done.values()) < kills:
        time.sleep(chance.random() * 0.8)
        whom = chance.choice(["court", "city", "both"])
        if whom != "city":
            server.send_signal(signal.SIGKILL)
        if whom != "court":
            city.process.send_signal(signal.SIGKILL)
        if whom != "city":
            server.communicate()
        if whom != "court":
            city.process.wait()
            city.start()
        if whom != "city":
            server = court.serve(ports[0], "--city", f"http://127.0.0.1:{ports[1]}")
        done[whom] += 1
        if chance.random() < 0.3:
            court.run("payout", "resend", batch, "--as", "cashier", fine=(0, 1))
    for _ in range(120):
        status = court.run("payout", "status", batch)
        if " settled " in status.split(":")[0]:
            break
        if "sent" not in status.split(":")[1] and "waiting" not in status.split(":")[1]:
            court.run("payout", "resend", batch, "--as", "cashier", fine=(0, 1))
        time.sleep(1)
    print(status.strip())
    told = city.ask("/payments")
    server.terminate()
    server.communicate()
    city.process.kill()
    assert f"settled {count}" in status and "in doubt" not in status, status
    assert told["paid"] == count, told
    assert round(float(told["total"]) * 100) == total, (told, total)
    assert told["accounts"][account] == "7.77", told
    check = court.run("ledger", "check", config=False)
    assert ": 7.77 CNY at the bank" in check and " 0 differences" in check, check
    assert " 0 differences" in court.run("replay", "--check", config=False)
    court.run("verify", config=False)
    print(f"{sum(done.values())} kills ({done}); {told['files']} files, {count} payees, {total / 100:,.2f} yuan paid once each, "
          f"{time.monotonic() - began:.0f} s")
    if not options.keep:
        shutil.rmtree(folder)


main()
