// The relief page that lies on a phone as one file: it picks the language, the country and the colours, and leads through relief
// with the same flow as the server's page. What it keeps stays in this browser, where the browser keeps anything at all.
import { forget, fresh, resumed, start } from "./flow.js";

const NAME = "nattero.alone", CRAMPS = "nattero.alone.cramps", ANSWERS = "nattero.alone.answers";
const LANGUAGE = "nattero.alone.language", COUNTRY = "nattero.alone.country";
const TOO_OLD = 20 * 60_000; // who opens the file later has another cramp, or only looked at it
const MOST = 100;
const told = JSON.parse(document.getElementById("relief-data").textContent);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const kept = (name, otherwise) => { try { return JSON.parse(localStorage.getItem(name)) ?? otherwise; } catch { return otherwise; } };
const keep = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; } };
const OTHER_TAGS = { no: "nb", nn: "nb", in: "id" };
const LOCALES = { en: "en-GB" };
let language, country, data, root, flow;

function spoken() {
  const wanted = [location.hash.slice(1), kept(LANGUAGE), ...navigator.languages].map((tag) => String(tag).slice(0, 2).toLowerCase());
  return wanted.map((tag) => OTHER_TAGS[tag] ?? tag).find((tag) => tag in told.languages) ?? document.documentElement.lang;
}

// The table's questions that were answered on this phone before.
function conditions() {
  const answers = kept(ANSWERS, {}), found = {};
  for (const [key, [question, ...ruledOut]] of Object.entries(told.table)) {
    if (key.endsWith(" unless") && question in answers) found[key.slice(0, -" unless".length)] = !ruledOut.includes(answers[question]);
  }
  return found;
}

// The words of a country: whom to ring, in every sentence that says so.
function numbers() {
  const words = data.calls[country];
  for (const place of all("[data-n]", root)) place.textContent = words[place.dataset.n];
  for (const link of all("[data-call]", root)) { link.href = `tel:${told.numbers[country]}`; link.textContent = data.words.call.replace("{number}", told.numbers[country]); }
  for (const field of all('input[data-country]', root)) field.checked = field.value === country;
}

function speak(wanted, state) {
  flow?.stop();
  language = wanted;
  country = kept(COUNTRY) ?? told.countryOf[language] ?? "other";
  const words = told.languages[language];
  data = { ...told, ...words, conditions: conditions() };
  data.steps = Object.fromEntries(Object.entries(told.steps).map(([id, step]) => [id, { ...step, say: words.say[id] }]));
  document.documentElement.lang = language;
  document.title = words.words.title;
  for (const section of all("[data-language]")) section.hidden = section.dataset.language !== language;
  for (const link of all("[data-speak]")) link.ariaCurrent = link.dataset.speak === language ? "true" : null;
  root = document.querySelector(`[data-language="${language}"]`);
  numbers();
  begin(state ?? resumed(NAME, data, TOO_OLD));
}

function begin(state) {
  if (state.helped) data.table = { ...told.table, ...told.helped };
  for (const advice of all("[data-advice]", root)) advice.hidden = true;
  flow = start({ root, data, name: NAME, state, hooks: {
    remember: (question, value) => keep(ANSWERS, { ...kept(ANSWERS, {}), [question]: value }),
    over,
    acts: { why, copy, forget: forgetAll, again, skip: (_, { after }) => after(), rest: (_, { show }) => show("rest"), looks: (_, { turn }) => turn("looks"), help },
  } });
  if (state.over) ended(); // the language was changed when all was over
}

// Nothing is sent anywhere: the cramp is kept in this browser, and shown to be copied.
function over({ state }) {
  const { onset, seconds, muscle, danger } = state;
  state.kept = keep(CRAMPS, [{ onset, seconds, muscle, danger }, ...kept(CRAMPS, [])].slice(0, MOST));
  ended();
}

function ended() {
  const { state } = flow;
  const time = new Date(state.onset).toLocaleTimeString(LOCALES[language] ?? language, { hour: "2-digit", minute: "2-digit" });
  root.querySelector("[data-lasted]").textContent = flow.lasted();
  root.querySelector("[data-since]").textContent = data.words.since.replace("{time}", time);
  root.querySelector("[data-text]").value = line(state);
  root.querySelector("[data-keeps]").textContent = state.kept ? data.words.kept : data.words.notKept;
  root.querySelector("[data-copied]").textContent = "";
  const earlier = kept(CRAMPS, []);
  root.querySelector("[data-earlier]").hidden = earlier.length < 2;
  root.querySelector("[data-all]").value = earlier.map(line).join("\n");
  flow.show("over");
}

// One cramp as a line for a diary: when, how long, where, and the danger signs that were touched.
function line({ onset, seconds, muscle, danger = [] }) {
  const at = new Date(onset), day = at.toLocaleDateString(LOCALES[language] ?? language, { day: "numeric", month: "long", year: "numeric" });
  const time = at.toLocaleTimeString(LOCALES[language] ?? language, { hour: "2-digit", minute: "2-digit" });
  const signs = danger.map((id) => root.querySelector(`[data-act="sign"][data-value="${id}"]`)?.textContent ?? id);
  return [`${day} ${time}`, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} min`, data.muscles[muscle], ...signs].join(", ");
}

function why(_, { state, turn }) {
  for (const claim of all("[data-claim]", root)) claim.hidden = claim.dataset.claim !== told.steps[state.shown?.id]?.why;
  turn("why");
}

async function copy(which) {
  const field = root.querySelector(`[data-${which}]`);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch { // a file may not touch the clipboard everywhere; what is selected can always be copied
    field.select();
    if (!document.execCommand("copy")) return;
  }
  root.querySelector("[data-copied]").textContent = data.words.copied;
}

function forgetAll() {
  forget(CRAMPS);
  root.querySelector("[data-earlier]").hidden = true;
}

function again() {
  flow.stop();
  forget(NAME);
  begin(fresh(data));
}

function help(_, { state, restart }) {
  state.helped = true;
  data.table = { ...told.table, ...told.helped };
  restart();
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-speak], [data-theme-choice]");
  if (!pressed) return;
  event.preventDefault();
  if (pressed.dataset.themeChoice) { globalThis.natteroTheme(pressed.dataset.themeChoice); shown(); return; }
  keep(LANGUAGE, pressed.dataset.speak);
  speak(pressed.dataset.speak, flow.state);
});
document.addEventListener("change", ({ target }) => {
  if (!("country" in target.dataset)) return;
  country = target.value;
  keep(COUNTRY, country);
  numbers();
});

const shown = () => {
  let theme = "auto";
  try { theme = localStorage.getItem("nattero.theme") ?? "auto"; } catch { theme = document.documentElement.dataset.theme; }
  for (const button of all("[data-theme-choice]")) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
};
document.documentElement.classList.add("scripted");
shown();
speak(spoken());
