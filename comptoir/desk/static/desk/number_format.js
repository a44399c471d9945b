// Shows an order number as the format that is being typed would write it. The server decides
// what is a good format; here a faulty one only shows a dash.

const EXAMPLE = "42";
const COUNTER = /\{number(?::([1-9]|1[0-2]))?\}/g;

function written(format, year) {
  if ([...format.matchAll(COUNTER)].length !== 1) return "–";
  const number = format
    .replace(COUNTER, (_all, digits) => EXAMPLE.padStart(Number(digits ?? 0), "0"))
    .replace("{year}", year);
  return /^[A-Za-z0-9._-]+$/.test(number) ? number : "–";
}

for (const output of document.querySelectorAll("output[data-number-format]")) {
  const input = document.getElementById(output.htmlFor.value);
  input?.addEventListener("input", () => {
    output.value = written(input.value.trim(), output.dataset.numberFormat);
  });
}
