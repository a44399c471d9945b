// Copy buttons, the price of what is chosen, and where focus goes when the pressed button is gone.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try { await navigator.clipboard.writeText(button.dataset.copy); } catch { return; }
  const label = button.getAttribute("aria-label");
  button.classList.add("is-copied");
  button.setAttribute("aria-label", button.dataset.copied);
  setTimeout(() => { button.classList.remove("is-copied"); button.setAttribute("aria-label", label); }, 1500);
});

// Beside the button stands "from" and the lowest price, which is true of every choice; here, the
// price of the one that is chosen.
function showChosenPrice() {
  const shown = document.querySelector("[data-chosen-price]");
  const price = shown?.closest("form").querySelector("input:checked ~ .radio-card-price");
  if (price) shown.textContent = price.textContent;
}
for (const change of ["change", "htmx:afterSettle"]) document.addEventListener(change, showChosenPrice);
// Coming back to a page, the browser chooses again what was chosen.
window.addEventListener("pageshow", showChosenPrice);
showChosenPrice();

document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement && document.activeElement !== document.body) return;
  const next = document.querySelector("#main .page-actions .button-primary") ?? document.getElementById("main");
  next?.focus({ preventScroll: true });
});
