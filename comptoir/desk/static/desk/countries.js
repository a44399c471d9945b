// Finds countries in the list as one types, ticks a group of them, and says how many are ticked.
const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();

function attach(box) {
  const search = box.querySelector("[data-countries-search]");
  const said = box.querySelector("[data-countries-count]");
  const ticks = [...box.querySelectorAll("[data-word]")];
  const inputs = ticks.map((tick) => tick.querySelector("input"));
  const count = () => {
    const ticked = inputs.filter((input) => input.checked).length;
    said.textContent = ticked ? `(${ticked})` : "";
  };
  search.addEventListener("input", () => {
    const word = plain(search.value);
    for (const tick of ticks) tick.hidden = word !== "" && !tick.dataset.word.includes(word);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    ticks.find((tick) => !tick.hidden)?.querySelector("input").click();
    search.select();
  });
  box.addEventListener("change", count);
  box.addEventListener("click", (event) => {
    const group = event.target.closest("[data-countries-tick]")?.dataset.countriesTick;
    if (!group) return;
    for (const input of inputs) input.checked = group === "union" ? input.checked || "union" in input.dataset : false;
    inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
    count();
  });
  // What is ticked stands first when the page opens, so that one sees it.
  const list = box.querySelector(".country-ticks");
  list.prepend(...ticks.filter((tick) => tick.querySelector("input").checked));
  count();
}

document.querySelectorAll("[data-countries]").forEach(attach);
