// Relief, hands-free, in any page that has its parts: one step at a time with its seconds and its voice. What to do is looked up
// in the page's table, never decided here; what is written down, and where, is the page's own business (its `hooks`).
import { conditionsByQuestion, find, limitsOf, procedure } from "./procedure.js";
import { stayAwake, Voice } from "./voice.js";

const DONE = 8_000;
const LONG = 600; // seconds: the pack's sign "over-ten-minutes"

/** A cramp that begins now. */
export const fresh = (data) => ({ onset: Date.now(), ...data.situation, stand: null, done: [], danger: [], conditions: data.conditions, asked: [], at: 0, round: 1 });

/** The cramp a closed tab was in, kept under a name of the browser's storage, while it is not too old; else one that begins now. */
export function resumed(name, data, tooOld) {
  let before = null;
  try { before = JSON.parse(localStorage.getItem(name)); } catch { /* nothing was kept */ }
  if (!before || before.over || !(Date.now() - before.onset < tooOld)) return fresh(data);
  return { ...before, conditions: { ...before.conditions, ...data.conditions } }; // what the page knows about the person by now counts more
}

/** Forgets the cramp that was kept under a name. */
export const forget = (name) => { try { localStorage.removeItem(name); } catch { /* nothing was kept */ } };

/**
 * Leads through relief inside `root`, from `state` on, kept under `name`. Hooks: `remember(question, value)` when a condition was
 * told; `over(flow)` once the cramp is over; `acts`: more things to press, by their `data-act`. Gives the flow itself.
 */
export function start({ root, data, name, state, hooks }) {
  const part = (wanted) => root.querySelector(`:scope > [data-part="${wanted}"]`);
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const count = root.querySelector("[data-count]");
  const voice = new Voice(root.lang || document.documentElement.lang);
  const running = new AbortController();
  let until = 0, ticking = 0, spoken = null;

  const keep = () => { try { localStorage.setItem(name, JSON.stringify(state)); } catch { /* a full or closed storage must not stop relief */ } };
  const conditionOf = conditionsByQuestion(data.table);
  const limits = () => limitsOf(state);
  const unknown = (condition) => state.conditions[condition] === undefined && !data.momentary.includes(condition);
  const steps = () => procedure(data.table, state, Object.values(conditionOf).filter(unknown)).filter((id) => data.steps[id].place !== "after");
  const show = (wanted) => {
    for (const section of all("[data-part]")) section.hidden = !section.dataset.part.split(" ").includes(wanted);
    root.querySelector("[data-slip]").hidden = wanted !== "told" && !(wanted === "step" && state.conditions.clot_sign);
  };
  const stopped = () => state.danger.some((id) => data.stop.includes(id));
  const elapsed = () => Math.max(0, Math.round((Date.now() - state.onset) / 1000));

  // Nothing is asked before the first instruction, nor about a momentary sign alone: that one stands on the screen all the time.
  function unasked(id) {
    if (state.at === 0 && state.round === 1) return [];
    const open = (data.table[`${id} asks`] ?? []).map((question) => conditionOf[question])
      .filter((condition) => state.conditions[condition] === undefined && !state.asked.includes(condition));
    return open.every((condition) => data.momentary.includes(condition)) ? [] : open;
  }

  function stand() {
    const heading = root.querySelector("[data-step]:not([hidden]) h2");
    heading.tabIndex = -1;
    heading.focus();
  }

  // A step counts as done when it was on the screen long enough to be done.
  function leave() {
    const { id, since } = state.shown ?? {};
    if (id && Date.now() - since >= DONE && !state.done.includes(id)) state.done.push(id);
    state.shown = null;
  }

  function go(at) {
    clearInterval(ticking);
    if (stopped()) return turn("told"); // nobody who has to call is led through steps
    const list = steps();
    if (at >= list.length) return bedEnd();
    state.at = at;
    keep();
    const id = list[at], asks = unasked(id);
    if (asks.length) return ask(asks, () => go(Math.min(state.at, steps().length - 1)));
    show("step");
    const stood = document.activeElement?.closest("[data-step]");
    for (const section of all("[data-step]")) section.hidden = section.dataset.step !== id;
    if (stood) stand();
    root.querySelector("[data-where]").textContent = data.words.where.replace("{n}", at + 1).replace("{of}", list.length);
    for (const why of all("[data-why]")) why.href = `/learn/${data.steps[id].why}`;
    root.querySelector("[data-marks]").replaceChildren(...list.map((_, n) => Object.assign(document.createElement("i"), { className: n <= at ? "on" : "" })));
    leave();
    state.shown = { id, since: Date.now() };
    keep();
    const seconds = data.steps[id].seconds;
    count.hidden = !seconds;
    until = Date.now() + (seconds ?? 0) * 1000;
    const said = data.steps[id].say;
    // Where no voice speaks, whoever has a screen reader hears it from there.
    if (spoken !== `${id} ${state.round}`) root.querySelector("[data-said]").textContent = voice.say(said) ? "" : said;
    spoken = `${id} ${state.round}`;
    if (seconds) { tick(); ticking = setInterval(tick, 200); }
  }

  function tick() {
    const left = Math.ceil((until - Date.now()) / 1000);
    const shown = String(Math.max(0, left));
    if (count.textContent !== shown) {
      count.textContent = shown;
      if (left === 10 || (left <= 3 && left > 0)) voice.count(left);
    }
    if (elapsed() >= LONG && !state.danger.includes(data.long)) sign(data.long);
    if (left <= 0) go(state.at + 1);
  }

  // After the steps in bed comes the question of standing; whoever cannot, begins again in bed.
  function bedEnd() {
    if (state.place === "bed" && state.stand === null && find(data.table, state, limitsOf({ ...state, stand: true })).some((id) => data.steps[id].place === "standing")) {
      return ask(["stand"], () => go(state.stand ? firstStanding() : 0));
    }
    state.round += 1;
    if (state.place === "water") return go(steps().length - 1);
    go(0);
  }
  const firstStanding = () => Math.max(0, steps().findIndex((id) => data.steps[id].place === "standing"));

  // One question, one tap: what is touched is remembered, "none of these" too.
  function ask(conditions, next) {
    clearInterval(ticking);
    show("ask");
    const standing = conditions[0] === "stand";
    const heading = part("ask").querySelector("[data-question]");
    heading.textContent = standing ? data.words.stand : data.words.any;
    heading.focus();
    voice.say(heading.textContent);
    const button = (text, act, main = false) => {
      const made = Object.assign(document.createElement("button"), { type: "button", className: main ? "button main" : "button", textContent: text });
      made.addEventListener("click", () => { act(); keep(); next(); }, { once: true });
      return made;
    };
    const yes = (condition) => () => {
      state.conditions[condition] = true;
      state.asked.push(...conditions);
      if (standing) state.stand = false;
      if (data.momentary.includes(condition)) sign(data.clot[0]);
      else remember(condition, true);
    };
    part("ask").querySelector("[data-answers]").replaceChildren(...(standing
      ? [
        // Who can stand safely now need not be asked about each risk now; nothing is remembered of it but the risks that were touched.
        button(data.words.canStand, () => { state.stand = true; state.asked.push(...data.standRisks); }, true),
        button(data.words.cannotStand, () => { state.stand = false; }),
        ...data.standRisks.map((risk) => button(data.risks[risk], yes(risk))),
      ]
      : [
        ...conditions.map((condition) => button(data.questions[data.table[`${condition} unless`][0]], yes(condition))),
        button(data.words.none, () => { for (const condition of conditions) { state.conditions[condition] = false; if (!data.momentary.includes(condition)) remember(condition, false); } }, true),
      ]));
  }

  function remember(condition, holds) {
    const [question, ...ruledOut] = data.table[`${condition} unless`];
    const other = ruledOut[0] === "yes" ? "no" : "yes";
    hooks.remember?.(question, holds ? other : ruledOut[0]);
  }

  function sign(id) {
    if (!state.danger.includes(id)) state.danger.push(id);
    if (data.clot.includes(id)) state.conditions.clot_sign = true;
    keep();
    for (const advice of all("[data-advice]")) if (advice.dataset.advice === id) { advice.hidden = false; voice.say(advice.querySelector("p").textContent); }
  }

  // A slip of the thumb: what was told of a sign that stops the steps, or of the leg, is taken back, and nothing else.
  function untell() {
    const back = stopped() ? data.stop : data.clot;
    for (const advice of all("[data-advice]")) if (back.includes(advice.dataset.advice)) advice.hidden = true;
    state.danger = state.danger.filter((id) => !back.includes(id));
    if (!state.danger.some((id) => data.clot.includes(id))) state.conditions.clot_sign = back === data.stop && data.conditions.clot_sign;
    onward();
  }

  /** What is known of the cramp by now, as an entry's payload. */
  function cramp() {
    const payload = { at: new Date(state.onset).toISOString(), seconds: state.seconds, muscle: state.muscle };
    for (const key of ["side", "pain"]) if (state[key] !== undefined) payload[key] = state[key];
    if (state.done.length) payload.steps = state.done;
    if (state.danger.length) payload.danger = state.danger;
    return payload;
  }

  function lasted() {
    const minutes = Math.floor(state.seconds / 60), rest = state.seconds % 60;
    return (minutes ? data.words.lasted : data.words.lastedSeconds).replace("{m}", minutes).replace("{s}", rest);
  }

  async function over() {
    if (state.over) return;
    clearInterval(ticking);
    voice.quiet();
    leave();
    state.seconds = elapsed();
    state.over = true;
    keep();
    await hooks.over(flow);
    part("over").querySelector("[data-lasted]").textContent = lasted();
    show("over");
    part("over").querySelector("h2").focus();
  }

  function after() {
    forget(name);
    const list = find(data.table, state, limits());
    // Warmth only for who is known to feel it: a question nobody answered counts as numb here.
    for (const item of all("[data-after]")) item.hidden = !list.includes(item.dataset.after) || (data.table[`${item.dataset.after} asks`] ?? []).some((question) => unknown(conditionOf[question]));
    show("after");
    part("after").querySelector("h2").focus();
  }

  function turn(wanted) {
    clearInterval(ticking);
    show(wanted);
    part(wanted).querySelector("h2").focus();
    window.scrollTo(0, 0);
  }
  const restart = () => { state.round = 1; state.stand = null; spoken = null; go(0); window.scrollTo(0, 0); };
  const onward = () => go(Math.min(state.at, steps().length - 1));
  const marks = () => { for (const button of all('[data-act="voice"]')) { button.hidden = !voice.possible; button.setAttribute("aria-pressed", String(voice.on)); button.textContent = voice.on ? data.words.voiceOn : data.words.voiceOff; } };

  const flow = { state, part, cramp, lasted, after, keep, restart, show, turn, stop: () => { clearInterval(ticking); voice.quiet(); running.abort(); } };
  const acts = {
    over,
    next: () => go(state.at + 1),
    danger: () => turn("danger"),
    sign: (value) => { sign(value); onward(); window.scrollTo(0, 0); },
    untell,
    elsewhere: () => turn("elsewhere"),
    back: () => { onward(); window.scrollTo(0, 0); },
    muscle: (value) => { Object.assign(state, { muscle: value, place: "bed" }); restart(); },
    reach: () => { state.reach = false; restart(); },
    water: () => { state.place = "water"; restart(); },
    voice: () => { voice.toggle(); marks(); if (voice.on) voice.say(data.steps[steps()[state.at]].say); },
    ...hooks.acts,
  };
  root.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]");
    if (act) {
      event.preventDefault();
      acts[act.dataset.act]?.(act.dataset.value, flow);
    }
    if (event.target.closest("[hidden]") && !part("step").hidden) stand(); // it is gone with its part: one goes on at the step
  }, { signal: running.signal });
  voice.ready(() => marks());
  marks();

  stayAwake(() => !state.over, running.signal);
  root.classList.add("live");
  // A browser speaks only after a touch: if the first words were held back, the first touch lets them out.
  document.addEventListener("pointerdown", () => voice.wake(), { once: true, signal: running.signal });
  for (const id of state.danger) sign(id);
  if (!state.over) onward();
  return flow;
}
