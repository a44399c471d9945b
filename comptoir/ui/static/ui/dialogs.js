// A link with data-dialog shows the page behind it in a <dialog>; without scripts it is a page.
const frame = document.getElementById("dialog-frame");
const place = document.getElementById("dialog");
let opener = null;

function close(dialog) {
  if (dialog.open) dialog.close();
}

async function open(link) {
  opener = link;
  const menu = link.closest("details[open]");
  if (menu) { menu.open = false; opener = menu.querySelector("summary"); }
  await htmx.ajax("GET", link.href, { target: place, select: "#dialog-content > *", swap: "innerHTML", push: "false" });
}

function adopt() {
  // Forms inside answer into the dialog, whatever page they were written for.
  for (const form of place.querySelectorAll("form[method=post]")) {
    form.setAttribute("hx-post", form.getAttribute("action") || place.dataset.address);
    form.setAttribute("hx-target", "#dialog");
    form.setAttribute("hx-select", "#dialog-content > *");
    form.setAttribute("hx-swap", "innerHTML");
    form.setAttribute("hx-push-url", "false");
    if (form.enctype === "multipart/form-data") form.setAttribute("hx-encoding", form.enctype);
    form.removeAttribute("hx-boost");
    htmx.process(form);
  }
  if (!frame.open) frame.showModal();
  const first = place.querySelector("[data-focus], [autofocus], input:not([type=hidden]), select, textarea, .button-primary, .button");
  first?.focus();
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[data-dialog]");
  if (link && frame && window.htmx) { event.preventDefault(); open(link); return; }
  const closing = event.target.closest("dialog [data-close]");
  if (closing) { event.preventDefault(); close(closing.closest("dialog")); return; }
  // A press on the dialog itself is one on its backdrop: what is inside is another element.
  // Not while something typed would be lost.
  if (event.target.matches?.("dialog[open]") && !event.target.querySelector("form[data-dirty]")) close(event.target);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("dialog form");
  if (form) form.dataset.dirty = "yes";
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  if (detail.target !== place) return;
  if (detail.xhr.status >= 500) return;
  if (detail.serverResponse.includes('id="dialog-content"')) {
    place.dataset.address = detail.xhr.responseURL;
    detail.shouldSwap = true;
    return;
  }
  // The action is done and led on: the dialog closes, the page behind becomes what it answered.
  opener = null;
  close(frame);
  detail.target = document.getElementById("page");
  detail.selectOverride = "#page";
  detail.swapOverride = "outerHTML show:none";
  detail.shouldSwap = true;
  if (detail.xhr.responseURL && detail.xhr.responseURL !== location.href) history.pushState({ htmx: true }, "", detail.xhr.responseURL);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target === place && place.childElementCount) adopt();
});

frame?.addEventListener("close", () => {
  place.replaceChildren();
  if (opener?.isConnected) opener.focus();
  opener = null;
});
