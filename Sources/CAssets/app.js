"use strict";
// Everything here makes a page that already works quicker: keyboard, live parts, choosing rows, drafts, questions, tabs.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const isTyping = (element) =>
  element && (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(checkbox|radio|button|submit)$/.test(element.type));

// --- Keyboard: / search, j and k move through rows, Enter opens (the row's link has the focus), x selects, ? helps.

const rows = () => all("main table.list > tbody > tr").filter((row) => row.offsetParent !== null);

function move(step) {
  const list = rows();
  if (!list.length) return;
  const here = list.findIndex((row) => row.contains(document.activeElement) || row.classList.contains("here"));
  const next = list[here < 0 ? 0 : Math.min(list.length - 1, Math.max(0, here + step))];
  list.forEach((row) => row.classList.toggle("here", row === next));
  const target = next.querySelector("a[href], summary, button") || next;
  if (target === next) next.tabIndex = -1;
  target.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (isTyping(document.activeElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  switch (event.key) {
    case "/": {
      const box = document.querySelector("input[type=search]");
      if (!box) return;
      box.focus();
      box.select();
      break;
    }
    case "j": move(1); break;
    case "k": move(-1); break;
    case "x": {
      const box = document.querySelector("tr.here > td.select > input");
      if (!box) return;
      box.click();
      break;
    }
    case "?": {
      const help = document.getElementById("keys");
      if (!help) return;
      help.showModal();
      break;
    }
    default: return;
  }
  event.preventDefault();
});

// --- Live parts. data-live names a stream of server-sent events; data-every (seconds) asks the page again instead.
// A part in which someone is typing is left alone; what was opened and chosen in it stays so.

function replaceInside(part, fresh) {
  if (part.contains(document.activeElement) && isTyping(document.activeElement)) return;
  const opened = all("details", part).map((element) => element.open);
  const chosen = new Set(all("input[type=checkbox]:checked", part).map((box) => box.name + "=" + box.value));
  part.innerHTML = fresh;
  all("details", part).forEach((element, index) => { if (index in opened) element.open = opened[index]; });
  all("input[type=checkbox]", part).forEach((box) => { if (chosen.has(box.name + "=" + box.value)) box.checked = true; });
  prepare(part);
}

async function refresh(parts, address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) {
      const fresh = page.getElementById(part.id);
      if (fresh && fresh.innerHTML !== part.innerHTML) replaceInside(part, fresh.innerHTML);
    }
  } catch { /* The network is away; the next round asks again. */ }
}

function poll(parts, address, seconds) {
  setInterval(() => { if (!document.hidden) refresh(parts, address); }, seconds * 1000);
}

function listen(address, parts) {
  const stream = new EventSource(address);
  stream.addEventListener("part", (event) => {
    const end = event.data.indexOf("\n");
    const part = document.getElementById(event.data.slice(0, end));
    if (part) replaceInside(part, event.data.slice(end + 1));
  });
  stream.addEventListener("changed", () => refresh(parts, location.href));
  stream.addEventListener("error", () => {
    // The browser connects again by itself, except where the address is no stream.
    if (stream.readyState === EventSource.CLOSED) poll(parts, location.href, 15);
  });
}

const streams = new Map();
for (const part of all("[data-live]")) {
  if (part.dataset.every) poll([part], part.dataset.live, Number(part.dataset.every));
  else streams.set(part.dataset.live, [...(streams.get(part.dataset.live) || []), part]);
}
streams.forEach((parts, address) => listen(address, parts));

// --- Choosing rows: all, a range with Shift, and how many.

function boxesOf(batch) { return all(`input[type=checkbox][name=select][form="${CSS.escape(batch)}"]`); }

function countChosen(batch) {
  const boxes = boxesOf(batch);
  const chosen = boxes.filter((box) => box.checked).length;
  all(`[data-selected="${CSS.escape(batch)}"]`).forEach((output) => { output.textContent = String(chosen); });
  all(`[data-select-all="${CSS.escape(batch)}"]`).forEach((box) => {
    box.checked = chosen > 0 && chosen === boxes.length;
    box.indeterminate = chosen > 0 && chosen < boxes.length;
  });
}

function prepare(root) {
  all("[data-select-all]", root).forEach((box) => { box.hidden = false; });
  all("[data-select-all]").forEach((box) => countChosen(box.dataset.selectAll));
}
prepare(document);

let lastBox = null;
document.addEventListener("click", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
  if (box.dataset.selectAll) {
    boxesOf(box.dataset.selectAll).forEach((other) => { other.checked = box.checked; });
    countChosen(box.dataset.selectAll);
  } else if (box.name === "select" && box.form) {
    const boxes = boxesOf(box.form.id);
    if (event.shiftKey && lastBox && boxes.includes(lastBox)) {
      const [from, to] = [boxes.indexOf(lastBox), boxes.indexOf(box)].sort((left, right) => left - right);
      boxes.slice(from, to + 1).forEach((other) => { other.checked = box.checked; });
    }
    lastBox = box;
    countChosen(box.form.id);
  }
});

// --- Forms: drafts stay in this browser for a day and go when they have arrived, are discarded, or at signing out. Where the answer to
// a form is the sign-in page, the session had ended and nothing arrived.

const draftHours = 24;
const isSecret = (input) => /^(hidden|password|file|submit|button)$/.test(input.type);

function readForm(form) {
  return [...form.elements].filter((input) => input.name && !isSecret(input)).map((input) => [
    input.name, /^(checkbox|radio)$/.test(input.type) ? (input.checked ? input.value : null) : input.value, input.type,
  ]);
}

function fillForm(form, kept) {
  const inputs = [...form.elements].filter((input) => input.name && !isSecret(input));
  kept.forEach(([name, value], index) => {
    const input = inputs[index];
    if (!input || input.name !== name) return;
    if (/^(checkbox|radio)$/.test(input.type)) input.checked = value === input.value;
    else input.value = value;
  });
}

const sentMark = "draft-sent";
const sentDraft = sessionStorage.getItem(sentMark);
if (sentDraft !== null) {
  if (document.querySelector("header .user")) localStorage.removeItem(sentDraft);
  sessionStorage.removeItem(sentMark);
}

function keepDrafts(form) {
  const user = document.querySelector("header .user");
  const key = "draft:" + (user ? user.textContent : "") + ":" + location.pathname + ":" + form.dataset.draft;
  const note = form.querySelector(".draft-note");
  const begun = JSON.stringify(readForm(form));
  const refused = document.querySelector(".faults") !== null;
  try {
    const kept = JSON.parse(localStorage.getItem(key) || "null");
    if (kept && Date.now() - kept.at > draftHours * 3600000) localStorage.removeItem(key);
    else if (kept && !refused && JSON.stringify(kept.values) !== begun) {
      fillForm(form, kept.values);
      if (note) {
        note.hidden = false;
        note.querySelector("time").textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
      }
    }
  } catch { localStorage.removeItem(key); }
  form.addEventListener("input", () => {
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: readForm(form) })); } catch { /* The store is full. */ }
  });
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) sessionStorage.setItem(sentMark, key); });
  all("[data-discard]", form).forEach((button) => button.addEventListener("click", () => {
    localStorage.removeItem(key);
    fillForm(form, JSON.parse(begun));
    if (note) note.hidden = true;
    unsaved.delete(form);
  }));
}

// --- Forms: a question before sending, and a warning before typing is lost.

const unsaved = new Set();
window.addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.dataset.guard !== undefined) unsaved.add(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const dialog = document.getElementById("question");
  if (form.dataset.confirm && dialog && !form.dataset.confirmed) {
    event.preventDefault();
    document.getElementById("question-text").textContent = form.dataset.confirm;
    const sender = event.submitter;
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(sender);
      delete form.dataset.confirmed;
    }, { once: true });
    dialog.returnValue = "";
    dialog.showModal();
    return;
  }
  unsaved.delete(form);
  if (form.dataset.signOut !== undefined) {
    Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key));
  }
}, true);

all("form[data-draft]").forEach(keepDrafts);

const faults = document.querySelector(".faults");
if (faults) faults.focus();

// --- Tabs: one section at a time. Without scripts they are anchors.

for (const nav of all("nav[data-tabs]")) {
  const links = all("a", nav);
  const sections = links.map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean);
  if (sections.length !== links.length || !sections.length) continue;
  let current = sections[0];
  const show = () => {
    const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    current = sections.find((section) => asked && section.contains(asked)) || current;
    sections.forEach((section, index) => {
      section.classList.toggle("tab-away", section !== current);
      if (section === current) links[index].setAttribute("aria-current", "true");
      else links[index].removeAttribute("aria-current");
    });
  };
  window.addEventListener("hashchange", show);
  show();
}

// --- Escape closes what was opened around the focus.

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const box = document.activeElement && document.activeElement.closest("details[open]");
  if (!box || isTyping(document.activeElement)) return;
  box.open = false;
  box.querySelector("summary").focus();
});
