// j and k walk the list, Enter opens, x ticks; ticks are counted, with Shift a whole stretch.
const rows = () => [...document.querySelectorAll("[data-list] [data-row]")];
const box = (row) => row.querySelector(".row-check input");
let lastTicked = null;

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("is-current") || row.contains(document.activeElement));
  const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
  all.forEach((row) => row.classList.toggle("is-current", row === next));
  next.querySelector(".row-link")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]") || event.target.matches("textarea, select, input:not([type=checkbox])")) return;
  try { if (localStorage.getItem("keys-off") === "yes") return; } catch { /* then keys are on */ }
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "x") {
    const row = document.activeElement.closest("[data-row]") ?? document.querySelector("[data-row].is-current");
    if (row) box(row)?.click();
  } else return;
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const current = event.target.closest("[data-row]");
  if (current) rows().forEach((row) => row.classList.toggle("is-current", row === current));
});

function count(form) {
  const boxes = [...form.querySelectorAll(".row-check input")];
  const ticked = boxes.filter((one) => one.checked).length;
  const shown = form.querySelector("[data-bulk-count]");
  const all = form.querySelector("[data-bulk-all]");
  if (shown) shown.textContent = String(ticked);
  if (all) { all.checked = ticked > 0 && ticked === boxes.length; all.indeterminate = ticked > 0 && ticked < boxes.length; }
}

document.addEventListener("click", (event) => {
  const one = event.target;
  if (!one.matches(".row-check input")) return;
  const all = rows().map(box);
  if (event.shiftKey && lastTicked?.isConnected) {
    const [from, to] = [all.indexOf(lastTicked), all.indexOf(one)].sort((a, b) => a - b);
    all.slice(from, to + 1).forEach((between) => { between.checked = one.checked; });
  }
  lastTicked = one;
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-bulk]");
  if (!form) return;
  if (event.target.matches("[data-bulk-all]")) {
    for (const one of form.querySelectorAll(".row-check input")) one.checked = event.target.checked;
  }
  count(form);
});

const countAll = () => document.querySelectorAll("[data-bulk]").forEach(count);
document.addEventListener("htmx:afterSettle", countAll);
addEventListener("pageshow", countAll);
