// Menus are <details>: they open without this. This closes them again, and lets arrows walk.
const items = (menu) => [...menu.querySelectorAll(".menu-panel :is(a, button, input, select):not([disabled])")];

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
    // A tap on the darkened page behind a sheet: outside the panel, but inside <details>.
    else if (event.target === menu) menu.open = false;
  }
});

document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.("[data-menu]") || !menu.open) return;
  for (const other of document.querySelectorAll("[data-menu][open]")) if (other !== menu) other.open = false;
  const panel = menu.querySelector(".menu-panel");
  panel.classList.remove("is-flipped");
  const box = panel.getBoundingClientRect();
  if (box.right > innerWidth || box.left < 0) menu.classList.toggle("menu-end");
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[data-menu][open]");
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.target.matches("input, select, textarea")) {
    const all = items(menu);
    const at = all.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    all[(next + all.length) % all.length]?.focus();
    event.preventDefault();
  }
});
