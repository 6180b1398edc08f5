// What waits in the outbox, for every `[data-outbox]` of the page (templates/outbox.html and waiting.html): how many, which,
// what stands in the way, and what the server would not take, with the person's own word before any of that is let go.
import { changes, exportText, flush, letGo, trouble, unsafe, waiting } from "./outbox.js";
import { words } from "./forms.js";

const language = document.documentElement.lang.replace(/^en$/, "en-GB");
const MOMENT = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
const EVENING = { weekday: "long", day: "numeric", month: "long" };
const set = (place, name, act) => { for (const element of place.querySelectorAll(`[data-${name}]`)) act(element); };

function when({ kind, payload, recorded_at }) {
  const of = kind === "night" ? new Date(`${payload.date}T12:00`) : new Date(payload.at ?? recorded_at);
  return Number.isNaN(of.getTime()) ? "" : of.toLocaleString(language, kind === "night" ? EVENING : MOMENT);
}

function item({ id, entry, refused }) {
  const made = document.getElementById("outbox-words").content.firstElementChild.cloneNode(true);
  set(made, "what", (element) => { element.textContent = words()[entry.kind] ?? words().other; });
  set(made, "when", (element) => { element.textContent = when(entry); });
  set(made, "refused", (element) => { element.hidden = !refused; });
  set(made, "why", (element) => { element.textContent = refused?.message ?? words().refused; });
  set(made, "let-go", (element) => { element.addEventListener("click", () => letGo(id)); });
  return made;
}

// What waited when this page was made is not in it: once that is saved, the parts of the page that tell of it are fetched anew.
async function renew() {
  const parts = document.querySelectorAll("[data-fresh]");
  const page = parts.length && new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  for (const part of parts) part.innerHTML = page.querySelector(`[data-fresh="${part.dataset.fresh}"]`).innerHTML;
}

let shown, before = [];
async function render() {
  const rows = await waiting();
  if (before.some(({ id }) => !rows.some((row) => row.id === id))) renew().catch(() => {}); // gone again: it stays as it was
  before = rows;
  const state = JSON.stringify([rows, trouble, unsafe()]);
  if (state === shown) return; // nothing that is open or touched just now closes without need
  shown = state;
  for (const place of document.querySelectorAll("[data-outbox]")) {
    const listed = place.dataset.outbox === "waiting" ? rows.filter((row) => !row.refused) : rows;
    place.hidden = !listed.length;
    set(place, "count", (element) => { element.textContent = element.dataset.count.replace("{n}", rows.length); });
    set(place, "list", (element) => { element.replaceChildren(...listed.map(item)); });
    set(place, "unsafe", (element) => { element.hidden = !unsafe(); });
    set(place, "trouble", (element) => { element.hidden = !trouble?.message; element.textContent = trouble?.message ?? ""; });
  }
  // A night that was told here is not asked for again.
  for (const { entry } of rows) {
    if (entry.payload.cramps === undefined) continue;
    for (const field of document.querySelectorAll(`section [name="date:date"][value="${entry.payload.date}"]`)) {
      Object.assign(field.closest("section"), { hidden: true }).dataset.told = "";
    }
  }
}

async function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([await exportText()], { type: "application/jsonl" }));
  link.download = `nattero-${new Date().toISOString().slice(0, 10)}.jsonl`;
  link.click();
  setTimeout(URL.revokeObjectURL, 60_000, link.href);
}

// Clicks land on the document, so that lists may be filled anew at any time.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-export], [data-try]");
  if (!button) return;
  if ("export" in button.dataset) return download();
  button.disabled = true;
  await flush(true);
  button.disabled = false;
});

let drawing = null, again = false;
async function draw() {
  if (drawing) { again = true; return; }
  do {
    again = false;
    await (drawing = render());
  } while (again);
  drawing = null;
}
changes.addEventListener("change", draw);
draw();
