"""A court and its city, started for the tests with a data folder of their own, and stopped whatever happens."""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import zlib

PASSWORD = "browser-court-1"
# Sign-in name: the person's name and roles. Each role that has pages of its own is there.
STAFF = {
    "admin": ("管理员", "administrator"),
    "filing": ("立案甲", "filingJudge,filingClerk"),
    "officer": ("执行甲", "officer"),
    "judge": ("法官甲", "judge"),
    "judge2": ("法官乙", "judge"),
    "chief": ("局长甲", "bureauChief,teamLead"),
    "president": ("院长甲", "president"),
    "clerk": ("书记甲", "clerk"),
    "trial": ("审监甲", "trialManagement"),
    "reception": ("窗口甲", "reception"),
    "cashier": ("出纳甲", "cashier"),
    "supervisor": ("监管甲", "moneySupervisor"),
    "auditor": ("审计甲", "auditor"),
}
ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


def program(name):
    """The program that a variable names, else the one that was built last."""
    return str((ROOT / os.environ.get(name, f".build/debug/{name.lower().replace('_', '-')}")).resolve())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Court:
    """`with Court() as court:` gives a court with staff, and a city with the people of examples/city.json."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zhixing-browser-"))
        self.zhixing, self.city_program = program("ZHIXING"), program("ZHIXING_CITY")
        self.processes = []
        court_port, city_port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{court_port}"
        self.city = f"http://127.0.0.1:{city_port}"
        self.ports = court_port, city_port

    def __enter__(self):
        try:
            self.hire()
            court_port, city_port = self.ports
            self.start("city", self.city_program, "--port", city_port, "--court", self.address, "--data", self.folder / "city",
                       "--people", EXAMPLES / "city.json", "--seed", 1)
            self.start("court", self.zhixing, "serve", "--data", self.folder / "data", "--port", court_port, "--city", self.city,
                       "--sms", self.city + "/cgi-bin/sendsms")
            self.until_it_answers(self.city + "/people")
            self.until_it_answers(self.address + "/sign-in")
            return self
        except BaseException:
            self.stop()
            raise

    def __exit__(self, *_):
        self.stop()

    def hire(self):
        environment = dict(os.environ, ZHIXING_PASSWORD=PASSWORD)
        for sign_in, (name, roles) in STAFF.items():
            subprocess.run(
                [self.zhixing, "admin", "create", "--data", str(self.folder / "data"), "--sign-in", sign_in, "--name", name,
                 "--roles", roles], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=60)

    def start(self, name, *command):
        log = open(self.folder / f"{name}.log", "wb")
        self.processes.append(
            subprocess.Popen([str(part) for part in command], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT))
        log.close()

    def until_it_answers(self, address):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            for process in self.processes:
                if process.poll() is not None:
                    raise RuntimeError(f"{process.args[0]} ended with {process.returncode}\n{self.logs()}")
            try:
                with urllib.request.urlopen(address, timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{address} does not answer\n{self.logs()}")

    def logs(self):
        return "\n".join(f"{log.name}:\n{log.read_text(errors='replace')[-3000:]}" for log in self.folder.glob("*.log"))

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def messages_to(self, phone):
        """Texts that reached a phone of the city, newest first."""
        with urllib.request.urlopen(f"{self.city}/messages?q={urllib.parse.quote(phone)}", timeout=10) as answer:
            return [message["text"] for message in json.load(answer)["messages"]]


class StoryCourt(Court):
    """A court in which a story was lived; the sample court without one."""

    lived: dict = {}
    living = threading.Lock()

    def __init__(self, story=None):
        super().__init__()
        self.story = story
        self.passwords, self.names = {}, {}

    def hire(self):
        data = str(self.folder / "data")
        StoryCourt.live(self.story)
        shutil.copytree(StoryCourt.lived[self.story].name, self.folder, dirs_exist_ok=True)
        lines = subprocess.run([self.zhixing, "sample", "--data", data, "--sign-ins"], cwd=ROOT, check=True, text=True,
                               stdout=subprocess.PIPE, timeout=60).stdout
        for line in lines.splitlines():
            sign_in, password, name = line.split()[:3]
            self.passwords[sign_in], self.names[name] = password, sign_in

    @staticmethod
    def live(story):
        """Lives the story; a run lives each once and copies it."""
        with StoryCourt.living:
            if story not in StoryCourt.lived:
                folder = tempfile.TemporaryDirectory(prefix="zhixing-lived-")
                command = [program("ZHIXING"), "sample", "--data", f"{folder.name}/data"] + (["--story", story] if story else [])
                subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
                StoryCourt.lived[story] = folder


# The court of this run; set by all.py before a test starts.
running: Court


def resident(name):
    """A resident's number that passes its check and belongs to nobody: the division is a province itself."""
    mark = zlib.crc32(name.encode())
    body = f"330000{1961 + mark % 25}0{1 + mark % 9}1{mark % 10}{mark // 10 % 1000:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights)) % 11]
