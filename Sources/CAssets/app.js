"use strict";
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const box = document.querySelector("input[type=search]");
    if (box) { event.preventDefault(); box.focus(); }
  }
  const rows = [...document.querySelectorAll("main tbody tr")];
  let at = rows.findIndex((row) => row.classList.contains("here"));
  if ((event.key === "j" || event.key === "k") && rows.length) {
    if (at >= 0) rows[at].classList.remove("here");
    at = event.key === "j" ? Math.min(rows.length - 1, at + 1) : Math.max(0, at - 1);
    rows[at].classList.add("here");
    rows[at].scrollIntoView({ block: "nearest" });
  }
  if (event.key === "Enter" && at >= 0) {
    const link = rows[at].querySelector("a");
    if (link) link.click();
  }
});
for (const part of document.querySelectorAll("[data-live]")) {
  const every = Number(part.dataset.every || 5) * 1000;
  setInterval(async () => {
    if (document.hidden || part.contains(document.activeElement)) return;
    try {
      const answer = await fetch(part.dataset.live, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
      if (fresh && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
    } catch { /* the next round tries again */ }
  }, every);
}
for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = "draft:" + location.pathname + ":" + form.dataset.draft;
  const secret = (input) => input.type === "hidden" || input.type === "password" || input.type === "file";
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    if (kept && !form.querySelector(".fault")) {
      for (const input of form.elements) if (input.name && kept[input.name] !== undefined && !secret(input) && !input.value) input.value = kept[input.name];
    }
  } catch { sessionStorage.removeItem(key); }
  form.addEventListener("input", () => {
    const values = {};
    for (const input of form.elements) if (input.name && !secret(input) && input.type !== "checkbox") values[input.name] = input.value;
    sessionStorage.setItem(key, JSON.stringify(values));
  });
  form.addEventListener("submit", () => sessionStorage.removeItem(key));
}
for (const form of document.querySelectorAll("form[data-confirm]")) {
  form.addEventListener("submit", (event) => { if (!confirm(form.dataset.confirm)) event.preventDefault(); });
}
