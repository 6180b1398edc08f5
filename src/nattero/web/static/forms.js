// Forms that become entries: `<form data-entry="cramp">` with fields named `path:type`. Reads them exactly as web/forms.py does
// for browsers without script (a test holds the two together), keeps the entry in the outbox, and goes on to `next`.
import { newEntry, newId, zone as here } from "./device.js";
import { letGo, save } from "./outbox.js";

const BLANK = /^[ \t\n\r\f\v\u00a0]+|[ \t\n\r\f\v\u00a0]+$/g;
const DAY = 86_400_000;
const SAID = "nattero.said";
const ids = new WeakMap();
const busy = new Set();

const decimal = (text) => /^[-+]?[0-9]{1,9}([.,][0-9]{0,9})?$/.test(text) ? Number(text.replace(",", ".")) : undefined;
const json = (text) => { try { return JSON.parse(text); } catch { return text; } };
const tidy = (raw) => (raw.toWellFormed?.() ?? raw).replace(/\r\n?/g, "\n").replace(BLANK, "");

// How far a zone's clock is ahead of UTC at an instant, both in milliseconds; Swedish is written as ISO 8601 is.
const ahead = (instant, zone) => Date.parse(`${new Date(instant).toLocaleString("sv", { timeZone: zone }).replace(" ", "T")}Z`) - instant;

/** A time on a zone's clock as an instant; of an hour that comes twice the first, of one left out the next. */
function local(text, zone) {
  const found = /^([1-9]\d{3}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.\d{1,9})?$/.exec(text);
  const spelled = found && `${found[1]}T${found[2]}${found[3] ?? ":00"}`;
  const wall = Date.parse(`${spelled}Z`);
  if (!(new Date(wall).toJSON()?.startsWith(spelled))) return text; // no such day or time
  try {
    const before = wall - ahead(wall - DAY, zone), after = wall - ahead(wall + DAY, zone);
    const instant = after + ahead(after, zone) === wall && before + ahead(before, zone) !== wall ? after : before;
    const read = new Date(instant).toISOString();
    return read[0] === "+" ? text : `${read.slice(0, 19)}Z`; // years have four digits
  } catch { return text; } // no such zone
}

const number = (text) => decimal(text) ?? text;
const READERS = {
  bool: (text) => ({ true: true, false: false })[text] ?? text,
  button: number,
  count: number,
  int: number,
  json,
  local,
  minutes: (text) => { const minutes = decimal(text); return minutes === undefined ? text : Math.floor(minutes * 60 + 0.5); },
};

function lay(made, path, value) {
  const dot = path.indexOf(".");
  if (dot < 0) made[path] = value;
  else (made[path.slice(0, dot)] ??= {})[path.slice(dot + 1)] = value;
}

/** The payload of a form's pairs of name and text, filled in by the clock of a zone. */
export function payload(pairs, zone) {
  const made = {}, kept = {}, lists = {}, pressed = new Set();
  for (const [name, raw] of pairs) {
    const colon = name.indexOf(":"), path = name.slice(0, colon), kind = name.slice(colon + 1), text = tidy(String(raw));
    const answer = path.startsWith("answers.");
    if (colon < 0 || pressed.has(path)) continue;
    if (kind === "button") pressed.add(path);
    if (kind === "was") kept[path] = [text.split("|")[0], text.slice(text.indexOf("|") + 1)];
    else if (kind === "list") {
      const several = (lists[path] ??= []);
      if (text) several.push(text);
      lay(made, path, answer ? several.join(",") : several);
    } else if (!text) { if (answer) lay(made, path, null); }
    else if (kept[path]?.[0] === text) lay(made, path, json(kept[path][1]));
    else lay(made, path, (READERS[kind] ?? ((same) => same))(text, zone));
  }
  return made;
}

/** Says a sentence where the reader's eyes and a screen reader are. */
export function say(text, wrong = false, near = document) {
  const place = near.querySelector("[data-status]") ?? document.querySelector("[data-status]");
  if (!place) return;
  place.replaceChildren(Object.assign(document.createElement("p"), { className: wrong ? "banner error" : "banner", textContent: text }));
  if (wrong) place.scrollIntoView({ block: "nearest" });
}

/** The sentences of the outbox in the page's language. */
export const words = () => document.getElementById("outbox-words")?.dataset ?? {};

async function submit(form, button) {
  if (busy.has(form)) return; // a second tap
  busy.add(form);
  const pairs = [...new FormData(form)];
  if (button?.name) pairs.push([button.name, button.value]);
  const about = Object.fromEntries(pairs.filter(([name]) => !name.includes(":")));
  if (!ids.has(form)) ids.set(form, newId());
  // What is corrected stays in the zone it was lived in; what is new happened where this device is.
  const zone = (about.supersedes && about.zone) || here();
  const entry = newEntry(form.dataset.entry, payload(pairs, zone), { id: ids.get(form), supersedes: about.supersedes, zone });
  const { state, message } = await save(entry).catch(() => ({ state: "lost" }));
  if (state === "refused" || state === "lost") {
    busy.delete(form); // the same id again: what is mended takes the place of what was refused
    if (Object.keys(entry.payload).length < 2) letGo(entry.id); // a day alone: nothing was told
    say(message ?? words().lost, true, form);
    return;
  }
  const language = entry.payload.answers?.language;
  if (language) document.cookie = `lang=${encodeURIComponent(language)}; Path=/; Max-Age=31536000; SameSite=Lax`;
  const next = about.next ?? form.dataset.next;
  const { note, text } = entry.payload;
  const sentence = words()[state === "kept" && (note || text) ? "unread" : state];
  if (next) return leave(next, sentence);
  fresh(form);
  say(sentence, false, form);
}

function fresh(form) {
  ids.delete(form);
  busy.delete(form);
}

function leave(next, sentence) {
  const url = new URL(next, location.href);
  try { sessionStorage.setItem(SAID, sentence ?? ""); } catch { /* not said, but saved */ }
  if (url.origin !== location.origin) return;
  if (url.pathname + url.search === location.pathname + location.search) location.reload();
  else location.assign(url);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.dataset.entry) return;
  event.preventDefault();
  submit(form, event.submitter);
});

// A page that comes back from the browser's memory is a new chance to write something down.
addEventListener("pageshow", (event) => { if (event.persisted) for (const form of [...busy]) fresh(form); });

try {
  const sentence = sessionStorage.getItem(SAID);
  sessionStorage.removeItem(SAID);
  if (sentence) say(sentence);
} catch { /* nothing to say */ }
