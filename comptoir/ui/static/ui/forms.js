// Submit once, warn before typed text is lost, send on change, step quantities.
const sent = "is-sent";
const pressable = (form) => [...form.querySelectorAll("button:not([type=button])")];

function release(form) {
  delete form.dataset.sent;
  for (const button of pressable(form)) { button.classList.remove(sent); button.removeAttribute("aria-disabled"); }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  delete form.dataset.dirty;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  form.dataset.sent = "yes";
  // aria-disabled, not disabled: a disabled button would not be part of what is sent.
  for (const button of pressable(form)) { button.classList.add(sent); button.setAttribute("aria-disabled", "true"); }
}, true);

// Back to a page the browser kept, or an answer that left the form in place: press again.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form[data-sent]");
  if (form) release(form);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-unsaved]");
  if (form) form.dataset.dirty = "yes";
});
const unsaved = () => document.querySelector("form[data-unsaved][data-dirty]");
addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
// What is swapped in place would lose typed text as well: carry it over to the same field.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = unsaved();
  if (!form || !event.detail.target?.contains(form)) return;
  const kept = [...form.querySelectorAll("textarea[id], input[id]:not([type=hidden])")].map((field) => [field.id, field.value]);
  document.addEventListener("htmx:afterSettle", () => {
    for (const [id, value] of kept) {
      const field = document.getElementById(id);
      if (field && field.value !== value) { field.value = value; field.form?.setAttribute("data-dirty", "yes"); }
    }
  }, { once: true });
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.closest("[data-autosubmit]") && field.form) field.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  const input = button?.closest("[data-stepper]").querySelector("input");
  if (!input) return;
  if (button.dataset.step === "1") input.stepUp(); else input.stepDown();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

function showErrors(root) { root.querySelector?.("[data-focus]")?.focus(); }
showErrors(document);
document.addEventListener("htmx:afterSettle", (event) => showErrors(event.detail.elt));
