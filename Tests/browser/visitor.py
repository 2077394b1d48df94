"""Somebody at a browser: signs in, opens pages, fills forms by their labels, and reads what stands there."""

import json
import os
import pathlib
import tempfile
import time

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

import court

DESK, PHONE = 1280, 390
HEIGHT = {DESK: 800, PHONE: 844}

FIND_BY_LABEL = """
const [root, words] = arguments;
const plain = (text) => text.replace(/\\s+/g, "");
for (const label of root.querySelectorAll("label")) {
  const own = [...label.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("");
  if (plain(own) === plain(words)) return label.htmlFor ? document.getElementById(label.htmlFor) : label.control;
}
return null;
"""
FIND_GROUP = """
const words = arguments[0].replace(/\\s+/g, "");
return [...document.querySelectorAll("main fieldset")].find((set) => {
  const legend = set.querySelector(":scope > legend");
  return legend && legend.textContent.replace(/\\s+/g, "") === words;
}) || null;
"""
SET_VALUE = """
const [input, value] = arguments;
input.value = value;
input.dispatchEvent(new Event("input", { bubbles: true }));
"""

# The headings of the closed folds around an element.
FOLDED = """
const folds = [];
let fold = arguments[0].tagName === "SUMMARY" ? arguments[0].parentElement.parentElement : arguments[0].parentElement;
for (fold = fold && fold.closest("details"); fold; fold = fold.parentElement.closest("details"))
  if (!fold.open) folds.unshift(fold.querySelector(":scope > summary"));
return folds;
"""


class Visitor:
    """One browser window, `width` pixels wide; a phone's width comes with a phone's touch screen."""

    def __init__(self, width):
        self.width = width
        self.downloads = pathlib.Path(tempfile.mkdtemp(prefix="downloads-", dir=court.running.folder))
        self.cookies = {}
        options = Options()
        options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
                         "--disable-background-networking", "--no-first-run", "--lang=zh-CN",
                         f"--window-size={width},{HEIGHT[width]}"):
            options.add_argument(argument)
        options.add_experimental_option(
            "mobileEmulation",
            {"deviceMetrics": {"width": width, "height": HEIGHT[width], "pixelRatio": 1, "mobile": width == PHONE,
                               "touch": width == PHONE}})
        options.add_experimental_option(
            "prefs",
            {"download.default_directory": str(self.downloads), "plugins.always_open_pdf_externally": True})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.browser = webdriver.Chrome(
            options=options, service=Service(os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver")))
        self.browser.set_page_load_timeout(60)

    def leave(self):
        self.browser.quit()

    def do(self, command, **parameters):
        """A command of the browser's own protocol."""
        return self.browser.execute_cdp_cmd(command, parameters)

    # Going about

    def open(self, path):
        self.browser.get(path if path.startswith("http") else court.running.address + path)

    @property
    def path(self):
        return self.browser.current_url.removeprefix(court.running.address)

    def sign_in(self, name, password=court.PASSWORD):
        self.open("/sign-in")
        self.fill({"登录名": name, "密码": password})
        self.press("登录")

    def be(self, name, password=court.PASSWORD):
        """Signed in as `name`: by the page the first time, with the same session afterwards."""
        self.browser.delete_all_cookies()
        if name in self.cookies:
            self.browser.add_cookie(self.cookies[name])
        else:
            self.sign_in(name, password)
            if self.path != "/":
                raise AssertionError(f"{name} is not signed in but at {self.path}: {self.text('main')}")
            self.cookies[name] = {**self.browser.get_cookie("zhixing"), "domain": "127.0.0.1"}

    def be_nobody(self):
        self.browser.delete_all_cookies()

    def tab(self, section):
        """Opens a tab of the case page and gives its section."""
        self.first(f"nav.tabs a[href='#{section}']").click()
        return self.first(f"#{section}")

    # Reading

    def all(self, selector, root=None):
        return (root or self.browser).find_elements(By.CSS_SELECTOR, selector)

    def first(self, selector, root=None):
        found = self.all(selector, root)
        if not found:
            raise AssertionError(f"no {selector} on {self.path}: {self.text('body')[:2000]}")
        return found[0]

    def unfold(self, element):
        """Opens whatever the element is folded away in, the outermost first."""
        for summary in self.browser.execute_script(FOLDED, element):
            self.open_fold(summary)

    def open_fold(self, summary):
        summary.click()

    def has(self, selector):
        return bool(self.all(selector))

    def text(self, selector="main"):
        """Everything that the element says, shown or folded away."""
        return self.browser.execute_script(
            "const found = document.querySelector(arguments[0]); return found ? found.textContent : ''", selector)

    def wait(self, what, condition, seconds=45, reload=True):
        """Waits until `condition()` holds, asking for the page anew unless the page itself must show it."""
        until = time.monotonic() + seconds
        while True:
            try:
                value = condition()
                if value:
                    return value
            except (NoSuchElementException, StaleElementReferenceException):
                pass
            if time.monotonic() > until:
                raise AssertionError(f"waited {seconds} s in vain: {what}\n{self.path}\n{self.text('main')[:4000]}")
            time.sleep(0.25)
            if reload:
                self.browser.refresh()

    # Forms

    def field(self, label, group=None):
        root = self.first("main")
        if group:
            root = self.browser.execute_script(FIND_GROUP, group)
            if root is None:
                raise AssertionError(f"no group {group} on {self.path}")
        found = self.browser.execute_script(FIND_BY_LABEL, root, label)
        if found is None:
            raise AssertionError(f"no field {label} on {self.path}")
        return found

    def fill(self, values, group=None):
        for label, value in values.items():
            field = self.field(label, group)
            kind = field.get_attribute("type")
            if field.tag_name == "select":
                options = [option for option in self.all("option", field) if option.text.strip() == value] or [
                    option for option in self.all("option", field) if option.text.strip().startswith(value)]
                if not options:
                    raise AssertionError(f"{label} has no {value}: {[option.text for option in self.all('option', field)]}")
                options[0].click()
            elif kind == "checkbox":
                if field.is_selected() != value:
                    field.click()
            elif kind == "date":
                self.browser.execute_script(SET_VALUE, field, value)
            else:
                if kind != "file":
                    field.clear()
                field.send_keys(value)

    def value(self, label, group=None):
        return self.field(label, group).get_attribute("value")

    def press(self, words):
        """Presses the form's button, and answers the question or the page that asks once more."""
        buttons = [button for button in self.all("main button") if button.text.strip() == words]
        if not buttons:
            raise AssertionError(f"no button {words} on {self.path}: {[button.text for button in self.all('main button')]}")
        page = self.first("html")
        buttons[0].click()
        question = self.all("dialog#question[open] button[value=yes]")
        if question:
            question[0].click()
        self.gone(page)
        again = self.all("form.confirm button[name=confirmed]")
        if again:
            page = self.first("html")
            again[0].click()
            self.gone(page)

    def gone(self, page):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                page.is_enabled()
                time.sleep(0.05)
            except WebDriverException:  # Stale, or in the midst of going.
                break
        while self.browser.execute_script("return document.readyState") != "complete":
            time.sleep(0.05)

    def fault_of(self, label, group=None):
        """The reason that stands beside a field."""
        id = self.field(label, group).get_attribute("id")
        return self.text(f"[id='{id}-fault']").strip()

    def download(self, link, seconds=30):
        """Follows a link to a file and gives the file; the browser makes an empty one of its name first."""
        before = set(self.downloads.iterdir())
        link.click()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            new = [file for file in set(self.downloads.iterdir()) - before if not file.name.endswith((".crdownload", ".tmp"))
                   and not file.name.startswith(".") and file.stat().st_size]
            if new:
                return new[0]
            time.sleep(0.05)
        raise AssertionError(f"nothing was downloaded from {self.path}")

    # What a page is measured by

    @property
    def status(self):
        return self.browser.execute_script("return performance.getEntriesByType('navigation')[0].responseStatus")

    @property
    def overflow(self):
        """How many pixels the page is wider than the window."""
        # A phone's browser widens innerWidth to what overflows, so the width asked for counts.
        return self.browser.execute_script("return document.documentElement.scrollWidth") - self.width

    @property
    def script_errors(self):
        return [entry["message"] for entry in self.browser.get_log("browser") if entry["level"] == "SEVERE"]


class WithoutScriptsVisitor:
    """A browser in which pages run no scripts. The driver's own helpers are scripts too, so it presses keys and points only."""

    def __init__(self, width):
        self.visitor = Visitor(width)
        self.leave, self.do = self.visitor.leave, self.visitor.do
        self.do("Emulation.setScriptExecutionDisabled", value=True)

    def ask(self, expression):
        answer = self.do("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(f"{expression}: {answer['exceptionDetails']['exception'].get('description')}")
        return answer["result"].get("value")

    def open(self, path):
        self.do("Page.navigate", url=court.running.address + path)
        self.loaded(path)

    def point(self, selector):
        x, y = self.ask(f"""(() => {{ const found = document.querySelector({json.dumps(selector)});
          for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
          found.scrollIntoView({{ block: "center" }}); const box = found.getClientRects()[0];
          return [box.x + box.width / 2, box.y + box.height / 2]; }})()""")
        for kind in ("mousePressed", "mouseReleased"):
            self.do("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, selector, text):
        self.point(selector)
        self.do("Input.insertText", text=text)

    def follow(self, selector):
        """Presses what leads to another page."""
        before = self.ask("performance.timeOrigin")
        self.point(selector)
        self.loaded(selector, lambda: self.ask("performance.timeOrigin") != before)

    def loaded(self, what, arrived=lambda: True):
        until = time.monotonic() + 30
        time.sleep(0.2)
        while not (arrived() and self.ask("document.readyState") == "complete"):
            if time.monotonic() > until:
                raise AssertionError(f"{what} leads nowhere from {self.ask('location.href')}")
            time.sleep(0.1)
