// The start page: the clock, and a cramp that was begun on this device and never finished.
import { newEntry } from "./device.js";
import { changes, flush, put, waiting } from "./outbox.js";

const KEPT = "nattero.relief";
const TOO_OLD = 12 * 3600_000;
const card = document.querySelector("[data-unfinished]");
const language = document.documentElement.lang.replace(/^en$/, "en-GB");
let kept = null;
try { kept = JSON.parse(localStorage.getItem(KEPT)); } catch { /* nothing was kept */ }

const unfinished = kept && !kept.over && Date.now() - kept.onset < TOO_OLD;
if (unfinished) {
  const time = new Date(kept.onset).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  card.querySelector("h2").textContent = card.dataset.words.replace("{time}", time);
  card.hidden = false;
  const mistake = card.querySelector("[data-mistake]");
  mistake.hidden = Boolean(kept.danger?.length); // what was told of danger does not go unsaid
  mistake.addEventListener("click", () => { localStorage.removeItem(KEPT); card.hidden = true; }, { once: true });
  card.querySelector("[data-finish]").addEventListener("click", async () => {
    // When it ended is not known any more, so no duration is invented.
    const payload = { at: new Date(kept.onset).toISOString(), muscle: kept.muscle };
    if (kept.done?.length) payload.steps = kept.done;
    if (kept.danger?.length) payload.danger = kept.danger;
    await put(newEntry("cramp", payload));
    localStorage.removeItem(KEPT);
    await Promise.race([flush(), new Promise((done) => setTimeout(done, 1500))]);
    location.reload();
  }, { once: true });
}

// Danger told in relief that waits here stands as relief's own page says it; what was written nobody has read yet.
async function danger() {
  const told = (await waiting()).map(({ entry }) => entry.payload);
  const signs = new Set([unfinished && kept.danger || [], ...told.map((payload) => payload.danger ?? [])].flat());
  const copy = signs.size ? await globalThis.caches?.match("/relief", { ignoreVary: true }) : null;
  const page = new DOMParser().parseFromString((await copy?.text()) ?? "", "text/html");
  const cards = page.querySelectorAll([...signs].map((id) => `[data-advice="${id}"]`).join() || "none");
  for (const each of cards) {
    each.hidden = false;
    each.prepend(Object.assign(document.createElement("h2"), { textContent: page.querySelector(`[data-value="${each.dataset.advice}"]`).textContent }));
  }
  const unread = told.some(({ note, text }) => note || text) ? [Object.assign(document.createElement("p"), { className: "card", textContent: document.getElementById("outbox-words").dataset.unread })] : [];
  document.querySelector("[data-here]").replaceChildren(...cards, ...unread);
}
changes.addEventListener("change", danger);
danger();

const clock = document.querySelector("[data-now]");
const tell = () => {
  const now = new Date();
  const day = now.toLocaleDateString(language, { weekday: "long" });
  const time = now.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  clock.textContent = `${day.charAt(0).toLocaleUpperCase(language)}${day.slice(1)}, ${time}`;
};
tell();
setInterval(tell, 20_000);
