// The line at the foot: counts down while it can be undone, then goes by itself.
const region = () => document.getElementById("toasts");
const READING = 6000;

function leave(toast) {
  toast.classList.add("is-leaving");
  setTimeout(() => toast.remove(), 200);
}

function start(toast) {
  if (toast.dataset.started) return;
  toast.dataset.started = "yes";
  const shown = toast.querySelector("[data-countdown]");
  let left = Number(toast.dataset.seconds || 0);
  const until = Date.now() + Math.max(left * 1000, toast.querySelector("form") ? 2 * READING : READING);
  const tick = setInterval(() => {
    if (!toast.isConnected) return clearInterval(tick);
    left -= 1;
    if (shown && left >= 0) shown.textContent = `${left} s`;
    if (shown && left < 0) shown.hidden = true;
    // Nobody loses a line that they are reading or about to press; errors stay.
    if (Date.now() < until || toast.matches(":hover, :focus-within, .toast-danger")) return;
    clearInterval(tick);
    leave(toast);
  }, 1000);
}

function startAll() { region()?.querySelectorAll("[data-toast]").forEach(start); }

function say(text) {
  const line = document.createElement("div");
  const words = document.createElement("p");
  line.className = "toast toast-danger";
  words.className = "toast-text";
  words.textContent = text;
  line.append(words);
  region().replaceChildren(line);
  setTimeout(() => leave(line), READING);
}

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-toast-close]");
  if (close) leave(close.closest("[data-toast]"));
});
document.addEventListener("htmx:oobAfterSwap", startAll);
document.addEventListener("htmx:afterSettle", startAll);
for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failed, () => say(region().dataset.failed));
}
startAll();
