// Pages to learn from: printing them whole, and a note that is of the moment it is written, also from a copy kept offline.
const now = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
const shut = new Set();
// Who comes back from a sentence finds its subject open.
const from = document.getElementById(location.hash.slice(1));
if (from?.matches("details")) { from.open = true; from.scrollIntoView(); }

addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("main details:not([open]):not(.no-print)")) { part.open = true; shut.add(part); }
});
addEventListener("afterprint", () => { for (const part of shut) part.open = false; shut.clear(); });
document.addEventListener("submit", ({ target }) => {
  const at = target.querySelector("[data-now]");
  if (at) at.value = now();
}, true);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
