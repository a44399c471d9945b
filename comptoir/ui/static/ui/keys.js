// Single letters press what carries data-key; "/" searches; "?" shows them all.
const OFF = "keys-off";
const help = document.getElementById("keys-help");
const off = () => { try { return localStorage.getItem(OFF) === "yes"; } catch { return false; } };
let pending = "";
let pendingTimer = 0;

function typing(target) {
  return target.isContentEditable || target.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
}

function scope() {
  return document.querySelector("dialog[open]") ?? document;
}

function visible(element) {
  // What a closed menu holds has its letter all the same.
  return Boolean(element.closest("details:not([open])")) || element.checkVisibility?.() !== false;
}

function find(keys) {
  return [...scope().querySelectorAll("[data-key]")].find((element) => element.dataset.key === keys && visible(element));
}

function press(element) {
  if (element.matches("input, select, textarea, summary")) element.focus();
  else element.click();
}

function label(element) {
  const shown = element.dataset.keyLabel || element.querySelector("span")?.textContent || element.textContent;
  return shown.trim();
}

function showHelp() {
  const list = help.querySelector("[data-keys-list]");
  list.querySelectorAll("[data-made]").forEach((made) => made.remove());
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    if (seen.has(element.dataset.key) || !visible(element)) continue;
    seen.add(element.dataset.key);
    const pair = document.createElement("div");
    const keys = document.createElement("dt");
    const words = document.createElement("dd");
    pair.dataset.made = "yes";
    for (const letter of element.dataset.key.split(" ")) {
      const key = document.createElement("kbd");
      key.textContent = letter.toUpperCase();
      keys.append(key, " ");
    }
    words.textContent = label(element);
    pair.append(keys, words);
    list.append(pair);
  }
  for (const line of list.querySelectorAll("[data-keys-of-lists]")) line.hidden = !document.querySelector("[data-list]");
  help.querySelector("[data-keys-switch]").checked = !off();
  help.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target) || off()) return;
  if (event.key === "?") { event.preventDefault(); if (!document.querySelector("dialog[open]")) showHelp(); return; }
  if (event.key === "/") {
    const search = scope().querySelector("#main [data-search]") ?? scope().querySelector("[data-search]");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
    return;
  }
  if (!/^[a-z0-9]$/i.test(event.key)) return;
  const keys = pending ? `${pending} ${event.key.toLowerCase()}` : event.key.toLowerCase();
  clearTimeout(pendingTimer);
  pending = "";
  const found = find(keys);
  if (found) { event.preventDefault(); press(found); return; }
  // "g o": the first letter of a pair waits for the second.
  if ([...scope().querySelectorAll("[data-key]")].some((element) => element.dataset.key.startsWith(`${keys} `))) {
    pending = keys;
    pendingTimer = setTimeout(() => { pending = ""; }, 1200);
  }
});

document.addEventListener("click", (event) => { if (event.target.closest("[data-help]")) showHelp(); });
help?.querySelector("[data-keys-switch]").addEventListener("change", (event) => {
  try { localStorage.setItem(OFF, event.target.checked ? "no" : "yes"); } catch { /* kept for this page only */ }
});
