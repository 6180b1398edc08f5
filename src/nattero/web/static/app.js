// Every page's script: forms, the outbox, the service worker, and what a page kept from an earlier day must not claim.
import "./forms.js";
import "./pending.js";

const KEPT = "nattero.language";
const MORNING = 5; // o'clock: before it the night is not over and nothing is asked
const language = document.documentElement.lang;
const workers = navigator.serviceWorker;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const wall = (day) => new Date(day - day.getTimezoneOffset() * 60_000).toISOString();

// The night a morning's question is about, on this device's clock.
function lastNight() {
  const day = new Date();
  day.setDate(day.getDate() - 1);
  return wall(day).slice(0, 10);
}

// `data-night-of="2026-11-21"` is shown while that is last night; `data-other-than` once another one is, its date filled in.
function nights() {
  const night = lastNight(), early = new Date().getHours() < MORNING;
  for (const part of all("[data-night-of]:not([data-told])")) part.hidden = part.dataset.nightOf !== night;
  for (const part of all("[data-other-than]:not([data-told])")) {
    part.hidden = early || part.dataset.otherThan === night;
    for (const field of all('[name="date:date"]', part)) field.value = night;
  }
}

// What a form kept from another time may not know: this moment, and the night that was asked for.
function moments(old) {
  const now = wall(new Date()).slice(0, 16);
  for (const field of all("[data-last-night]")) {
    field.value = new URLSearchParams(location.search).get("date") ?? lastNight();
    field.max = now.slice(0, 10);
  }
  for (const field of all('input[name="at:local"]')) {
    if (field.form.querySelector('[name="supersedes"]')) continue; // its time is known, perhaps on another clock
    field.max = now;
    if (old) field.value = now;
  }
}

// A copy that the service worker kept says when it was made.
function copied() {
  const made = performance.getEntriesByType("navigation")[0]?.serverTiming?.find(({ name }) => name === "copy")?.description;
  const place = document.querySelector("[data-copy]");
  if (made && place && !document.querySelector("[data-last-night]")) {
    const time = new Date(made).toLocaleString(language.replace(/^en$/, "en-GB"), { weekday: "long", hour: "2-digit", minute: "2-digit" });
    place.textContent = place.dataset.copy.replace("{time}", time);
    place.hidden = false;
  }
  return Boolean(made);
}

async function worker() {
  await workers.register("/sw.js", { updateViaCache: "none" });
  const { active } = await workers.ready;
  let before = language;
  try { before = localStorage.getItem(KEPT); localStorage.setItem(KEPT, language); } catch { /* closed */ }
  active.postMessage(before && before !== language ? "refresh" : "complete");
}

nights();
document.addEventListener("visibilitychange", nights);
moments(copied());
if (workers) worker().catch(() => { /* without it everything but offline works */ });
