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

// g and a letter goes to a place; the second letter has a second to come.
const places = { d: "/", c: "/cases", n: "/cases/new", s: "/search-centre", m: "/cashier", r: "/counter", p: "/papers", f: "/drafts" };
let going = 0;

document.addEventListener("keydown", (event) => {
  if (isTyping(document.activeElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (going && Date.now() - going < 1000 && event.key in places && document.body.classList.contains("staff")) {
    going = 0;
    event.preventDefault();
    location.assign(places[event.key]);
    return;
  }
  going = event.key === "g" ? Date.now() : 0;
  if (/^[1-9]$/.test(event.key)) {
    const tab = all("nav[data-tabs] a")[Number(event.key) - 1];
    if (!tab) return;
    tab.click();
    tab.focus();
    event.preventDefault();
    return;
  }
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
    case "ArrowDown":
    case "ArrowUp":
      // Arrows move through rows once one of them has the focus; before that they scroll.
      if (!document.activeElement || !document.activeElement.closest("table.list")) return;
      move(event.key === "ArrowDown" ? 1 : -1);
      break;
    case "a": {
      const act = document.querySelector("#actions a.button, main form.act button.main");
      if (!act) return;
      act.focus();
      break;
    }
    case "n": {
      const next = document.querySelector("nav.pager a[rel=next]");
      if (!next) return;
      next.click();
      break;
    }
    case "p": {
      if (!document.querySelector("nav.pager")) return;
      history.back();
      break;
    }
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
    // What the court keeps was typed later, perhaps on another machine: it stands on the page already.
    const stale = kept && kept.at < Number(form.dataset.keptAt || 0);
    if (stale || (kept && Date.now() - kept.at > draftHours * 3600000)) localStorage.removeItem(key);
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

// --- Long forms: what is typed is also kept by the court, so that another machine and another day find it. A lost connection is told;
// the next letter tries again.

const keepAfter = 2000;

function keepForm(form) {
  const button = form.querySelector("button[data-keep]");
  const state = form.querySelector(".kept-state");
  if (!button) return;
  const zh = document.documentElement.lang === "zh-CN";
  let timer = null;
  let isDirty = false;
  const send = async (closing) => {
    clearTimeout(timer);
    if (!isDirty) return;
    isDirty = false;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: closing });
      if (!answer.ok || answer.redirected) throw new Error();
      const kept = await answer.json();
      if (state) state.textContent = (zh ? "已保存 " : "Kept ") + kept.at.slice(11);
      unsaved.delete(form);
    } catch {
      isDirty = true;
      if (state) state.textContent = zh ? "未能保存到法院，内容暂存在本机" : "Not kept by the court; it stays on this machine";
      timer = setTimeout(send, 5 * keepAfter);
    }
  };
  form.addEventListener("input", () => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(send, keepAfter);
  });
  form.addEventListener("submit", () => { isDirty = false; clearTimeout(timer); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(true); });
  window.addEventListener("online", () => send(false));
  form.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    if (event.key === "s") { isDirty = true; send(false); } else if (event.key === "Enter") addRow(form.querySelector(".group")); else return;
    event.preventDefault();
  });
}
all("form[data-kept]").forEach(keepForm);
all("form[data-discard-kept]").forEach((discard) => discard.addEventListener("submit", () => {
  const form = document.getElementById(discard.dataset.discardKept);
  const user = document.querySelector("header .user");
  if (form) localStorage.removeItem("draft:" + (user ? user.textContent : "") + ":" + location.pathname + ":" + form.dataset.draft);
}));

// --- Groups: another row without asking the server for the page.

function addRow(group) {
  const sets = group ? all(":scope > fieldset", group) : [];
  const last = sets[sets.length - 1];
  if (!last || sets.length >= Number(group.dataset.max || 0)) return false;
  const next = last.cloneNode(true);
  const [from, to] = [sets.length - 1, sets.length];
  const renamed = (text) => text.replace(`[${from}]`, `[${to}]`).replace(`-${from}-`, `-${to}-`);
  all("[name], [id], [for], [aria-describedby]", next).forEach((element) => {
    ["name", "id", "for", "aria-describedby"].forEach((name) => {
      if (element.hasAttribute(name)) element.setAttribute(name, renamed(element.getAttribute(name)));
    });
    if (/^(checkbox|radio)$/.test(element.type)) element.checked = false;
    else if ("value" in element && element.tagName !== "BUTTON") element.value = "";
  });
  all(".fault", next).forEach((fault) => fault.remove());
  const legend = next.querySelector("legend");
  if (legend) legend.textContent = legend.textContent.replace(/\d+$/, String(to + 1));
  last.after(next);
  const first = next.querySelector("input, textarea, select");
  if (first) first.focus();
  return true;
}
document.addEventListener("click", (event) => {
  const button = event.target.closest && event.target.closest("button[name=more]");
  if (button && addRow(button.closest(".group"))) event.preventDefault();
});

// --- Signatures: drawn with finger or pen, sent as strokes on a field of 1000 by 400.

for (const form of all("form[data-pen]")) {
  const canvas = form.querySelector("canvas");
  const field = form.elements.strokes;
  const ink = canvas.getContext("2d");
  let strokes = [];
  let stroke = null;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    const within = (value, max) => Math.max(0, Math.min(max, Math.round(value)));
    return [
      within((event.clientX - box.left) * canvas.width / box.width, canvas.width),
      within((event.clientY - box.top) * canvas.height / box.height, canvas.height),
    ];
  };
  const clear = () => { strokes = []; field.value = ""; ink.clearRect(0, 0, canvas.width, canvas.height); };
  ink.lineWidth = 6;
  ink.lineCap = ink.lineJoin = "round";
  ink.strokeStyle = "#0d1433";
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    stroke = [place(event)];
    strokes.push(stroke);
    ink.beginPath();
    ink.moveTo(...stroke[0]);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    const [x, y] = place(event);
    const [lastX, lastY] = stroke[stroke.length - 1];
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < 4) return;
    stroke.push([x, y]);
    ink.lineTo(x, y);
    ink.stroke();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      stroke = null;
      field.value = strokes.map((points) => points.map((point) => point.join(",")).join(" ")).join(";");
    });
  }
  form.querySelector("[data-pen-clear]").addEventListener("click", clear);
  form.addEventListener("submit", (event) => {
    if (field.value) return;
    event.preventDefault();
    canvas.focus();
    document.getElementById("pen-hint").classList.add("bad");
  });
}

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
