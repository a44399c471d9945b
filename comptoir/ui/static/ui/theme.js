// Runs before anything is drawn: no flash of the other theme, and CSS knows that scripts run.
const kept = (() => { try { return localStorage.getItem("theme"); } catch { return null; } })();
const dark = matchMedia("(prefers-color-scheme: dark)");
document.documentElement.classList.remove("no-js");
document.documentElement.dataset.theme = kept || (dark.matches ? "dark" : "light");

dark.addEventListener("change", () => {
  if (!kept) document.documentElement.dataset.theme = dark.matches ? "dark" : "light";
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-toggle]")) return;
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try { localStorage.setItem("theme", next); } catch { /* private windows forget, and that is fine */ }
});
