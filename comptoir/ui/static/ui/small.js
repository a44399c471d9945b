// Copy buttons, printing, and where focus goes when the pressed button is gone.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; }
  const label = button.getAttribute("aria-label");
  button.classList.add("is-copied");
  button.setAttribute("aria-label", button.dataset.copied);
  setTimeout(() => { button.classList.remove("is-copied"); button.setAttribute("aria-label", label); }, 1500);
});

document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement && document.activeElement !== document.body) return;
  const next = document.querySelector("#main .page-actions .button-primary") ?? document.getElementById("main");
  next?.focus({ preventScroll: true });
});
