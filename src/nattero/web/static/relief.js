// Relief on the server's page: "It is over" writes the cramp down at once; leg, muscle and pain are added to it afterwards, and each
// may be skipped.
import { newEntry } from "./device.js";
import { resumed, start } from "./flow.js";
import { flush, put } from "./outbox.js";

const KEPT = "nattero.relief";
const TOO_OLD = 3 * 3600_000;
const data = JSON.parse(document.getElementById("relief-data").textContent);
const state = resumed(KEPT, data, TOO_OLD);
const asked = new URLSearchParams(location.search);
if (asked.get("muscle")) Object.assign(state, { muscle: asked.get("muscle"), place: "bed" });
if (asked.get("place") === "water") state.place = "water";
if (asked.get("reach") === "no") state.reach = false;

const keepEntry = async (entry) => { await put(entry); flush(); return entry; };

async function over({ cramp, keep }) {
  const entry = await keepEntry(newEntry("cramp", cramp()));
  state.entry = entry.id;
  keep();
}

async function details(_, { part, cramp, after }) {
  const chosen = (name) => part("over").querySelector(`input[name="${name}"]:checked`)?.value;
  const [side, muscle, pain] = ["side:text", "muscle:text", "pain:int"].map(chosen);
  if (side) state.side = side;
  if (muscle) state.muscle = muscle;
  if (pain) state.pain = Number(pain);
  if (side || muscle || pain) await keepEntry(newEntry("cramp", cramp(), { supersedes: state.entry }));
  after();
}

const { part: partOf, restart } = start({
  root: document.querySelector("[data-relief]"), data, name: KEPT, state,
  hooks: {
    remember: (question, value) => keepEntry(newEntry("answers", { answers: { [question]: value } })),
    over,
    acts: { details, skip: (_, { after }) => after() },
  },
});

// Danger told since this page was kept, on another device too: the first instruction does not wait for it.
fetch("/relief/open").then(async (answer) => {
  const place = document.querySelector("[data-open]");
  if (answer.status === 200) place.innerHTML = await answer.text();
  if (!place.querySelector("[data-clot]") || state.conditions.clot_sign) return;
  state.conditions.clot_sign = true;
  if (!partOf("step").hidden) restart(); // what is shown may be no more for this leg
}).catch(() => { /* no network: what the page says stands */ });
