// The start page: the clock, and a cramp that was begun on this device and never finished.
import { newEntry } from "./device.js";
import { flush, put } from "./outbox.js";

const KEPT = "nattero.relief";
const TOO_OLD = 12 * 3600_000;
const card = document.querySelector("[data-unfinished]");
const language = document.documentElement.lang.replace(/^en$/, "en-GB");
let kept = null;
try { kept = JSON.parse(localStorage.getItem(KEPT)); } catch { /* nothing was kept */ }

if (kept && !kept.over && Date.now() - kept.onset < TOO_OLD) {
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

const clock = document.querySelector("[data-now]");
const tell = () => {
  const now = new Date();
  const day = now.toLocaleDateString(language, { weekday: "long" });
  const time = now.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  clock.textContent = `${day.charAt(0).toLocaleUpperCase(language)}${day.slice(1)}, ${time}`;
};
tell();
setInterval(tell, 20_000);
