"""Somebody without a mouse: every act is a key pressed, and where the focus goes must be seen."""

import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from visitor import Visitor

# Where Tab would stop, in its order, and where it stands now.
STOPS = """
const target = arguments[0];
const dialog = document.querySelector("dialog[open]") || document;
const first = (radio) => {
  const group = `input[type=radio][name="${CSS.escape(radio.name)}"]`;
  return dialog.querySelector(group + ":checked") || dialog.querySelector(group);
};
const shown = (element) => element.getClientRects().length && getComputedStyle(element).visibility !== "hidden";
const stops = [...dialog.querySelectorAll("a[href], button, input, select, textarea, summary, canvas, [tabindex]")].filter((element) =>
  element.tabIndex >= 0 && !element.disabled && element.type !== "hidden" && shown(element)
  && (element.type !== "radio" || element.checked || element === first(element)));
const at = (element) => {
  if (!element || element === document.body) return -1;
  const found = stops.indexOf(element);
  return found >= 0 ? found
    : stops.filter((stop) => element.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING).length - 1;
};
return [at(document.activeElement), stops.indexOf(target), document.activeElement === target];
"""
# What hides the focus of the element that holds it.
UNSEEN = """
const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
const label = element.closest("label") ? getComputedStyle(element.closest("label")) : style;
const ring = [style, label].some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0 || one.boxShadow !== "none");
const name = element.tagName + " " + (element.name || element.textContent.trim().slice(0, 30));
if (!ring) return "no ring: " + name;
if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return "out of sight: " + name;
const top = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.x + Math.min(box.width / 2, 12))),
  Math.min(innerHeight - 1, Math.max(0, box.y + Math.min(box.height / 2, 8))));
if (top && !element.contains(top) && !top.contains(element) && !(element.labels && [...element.labels].some((one) => one.contains(top))))
  return "covered: " + name + " by " + top.tagName + "." + top.className;
return null;
"""


class Keyboard(Visitor):
    """Goes about by Tab, Enter, Space, arrows and the pages' own keys."""

    def __init__(self, width):
        super().__init__(width)
        self.unseen = set()

    def keys(self, *keys):
        ActionChains(self.browser, duration=0).send_keys(*keys).perform()

    def chord(self, held, key):
        ActionChains(self.browser, duration=0).key_down(held).send_keys(key).key_up(held).perform()

    def reach(self, element):
        """Tabs to the element, the shorter way round."""
        self.unfold(element)
        for _ in range(40):
            here, there, arrived = self.browser.execute_script(STOPS, element)
            if arrived:
                if seen := self.browser.execute_script(UNSEEN):
                    self.unseen.add(f"{self.path}: {seen}")
                return element
            if there < 0:
                break
            chain = ActionChains(self.browser, duration=0)
            if there < here:
                chain = chain.key_down(Keys.SHIFT)
            for _ in range(max(1, abs(there - here))):
                chain = chain.send_keys(Keys.TAB)
            if there < here:
                chain = chain.key_up(Keys.SHIFT)
            chain.perform()
        raise AssertionError(f"Tab does not come to {element.tag_name} {element.text} {element.get_attribute('name')} on {self.path}")

    def open_fold(self, summary):
        self.reach(summary)
        self.keys(Keys.ENTER)

    def follow(self, element):
        """Enter on a link or a button that leads to another page."""
        self.reach(element)
        page = self.first("html")
        self.keys(Keys.ENTER)
        self.gone(page)

    def link(self, words, root="main"):
        """The link or the button that says this."""
        for found in self.all(f"{root} a[href], {root} button"):
            if found.get_attribute("textContent").strip() == words and found.is_displayed():
                return found
        raise AssertionError(f"no {words} on {self.path}: {self.text(root)[:1500]}")

    def shortcut(self, keys, path=None):
        """A key of the page's own, or several; `path` is where they lead."""
        page = self.first("html")
        for key in keys:
            self.keys(key)
        if path is not None:
            self.gone(page)
            if not self.path.startswith(path):
                raise AssertionError(f"{keys} leads to {self.path}, not {path}")

    def search(self, words):
        self.keys("/")
        self.keys(words)
        page = self.first("html")
        self.keys(Keys.ENTER)
        self.gone(page)

    def press(self, words):
        self.follow_button(self.reach(self.link(words)))

    def follow_button(self, button):
        page = self.first("html")
        self.keys(Keys.ENTER)
        if self.has("dialog#question[open]"):
            focused = self.browser.switch_to.active_element
            if focused.get_attribute("value") != "yes":
                raise AssertionError(f"the question has not the focus on {self.path}")
            self.keys(Keys.ENTER)
        self.gone(page)
        if again := self.all("form.confirm button[name=confirmed]"):
            self.follow(again[0])

    def fill(self, values, group=None):
        """Labels and what is given for them, in the order of the form; a group by its legend."""
        for label, value in values.items():
            if isinstance(value, dict):
                self.fill(value, label)
            else:
                self.put(self.field(label, group), value)

    def choose(self, radio):
        """Tab comes to a group of radio buttons once; arrows choose among them."""
        group = [other for other in self.all("main input[type=radio]") if other.get_attribute("name") == radio.get_attribute("name")]
        self.reach(next((other for other in group if other.is_selected()), group[0]))
        if not radio.is_selected() and radio == group[0]:
            self.keys(Keys.SPACE)
        for _ in group:
            if not radio.is_selected():
                self.keys(Keys.ARROW_DOWN)
        if not radio.is_selected():
            raise AssertionError(f"arrows do not choose {radio.get_attribute('value')} on {self.path}")

    def put(self, field, value):
        if field.get_attribute("type") == "radio":
            return self.choose(field)
        self.reach(field)
        kind = field.get_attribute("type")
        if field.tag_name == "select":
            options = [option.get_attribute("textContent").strip() for option in self.all("option", field)]
            wanted = [index for index, option in enumerate(options) if option == value or option.startswith(value)]
            if not wanted:
                raise AssertionError(f"no {value} among {options}")
            by = wanted[0] - int(field.get_property("selectedIndex"))
            self.keys(*([Keys.ARROW_DOWN if by > 0 else Keys.ARROW_UP] * abs(by)))
            if int(field.get_property("selectedIndex")) != wanted[0]:
                raise AssertionError(f"arrows do not choose {value} on {self.path}")
        elif kind == "checkbox":
            if field.is_selected() != value:
                self.keys(Keys.SPACE)
        elif kind == "date":
            year, month, day = value.split("-")
            # The browser of the tests speaks American: its date begins with the month.
            self.keys(month, day, year)
            if field.get_attribute("value") != value:
                raise AssertionError(f"typed {value}, the field holds {field.get_attribute('value')}")
        elif kind == "file":
            field.send_keys(value)
        else:
            self.chord(Keys.CONTROL, "a")
            self.paste(value)

    def paste(self, text):
        """What the clipboard or the input method gives at once."""
        self.do("Input.insertText", text=text)

    def saved(self, element, seconds=30):
        """Enter on what gives a file, and the file."""
        self.reach(element)
        before = set(self.downloads.iterdir())
        self.keys(Keys.ENTER)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for file in set(self.downloads.iterdir()) - before:
                if not file.name.endswith((".crdownload", ".tmp")) and not file.name.startswith(".") and file.stat().st_size:
                    return file
            time.sleep(0.05)
        raise AssertionError(f"nothing was downloaded from {self.path}")
