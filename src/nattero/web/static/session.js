// A guided session: plays the time line that plan/session.py made, by voice, figure and count-down, and keeps what was done on
// this device at every repetition, so that however it ends it is written down as far as it got. Nothing is decided here.
import { newEntry, newId } from "./device.js";
import { draft, flush, put } from "./outbox.js";
import { pace } from "./pace.js";
import { stayAwake, Voice } from "./voice.js";

const root = document.getElementById("session");
const told = document.getElementById("session-data");
const SLEPT = 90_000; // milliseconds without a tick: even a browser that saves power ticks once a minute
const COUNTED = 8; // seconds: shorter phases are over before they are counted
const [HIGH, LOW, RINGS, LOUD] = [660, 440, 0.6, 0.15]; // hertz, seconds, and a loudness that wakes nobody in the next room
if (told) lead(JSON.parse(told.textContent));

function lead(data) {
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const at = (selector) => root.querySelector(selector);
  const voice = new Voice(document.documentElement.lang);
  const { words } = data;
  const read = ({ phases }, offset = 0) => phases.map(([doing, turn, seconds, leg, repetitions, says]) => (
    { doing, turn: turn + offset, seconds, leg, repetitions, says: says.map((place) => data.says[place]) }));
  let steps = data.turns.map(({ exercise, of }) => ({ exercise, of, done: 0 }));
  const titles = Object.fromEntries([data, ...Object.values(data.instead)].flatMap(({ turns }) => turns).map(({ exercise, title }) => [exercise, title]));
  const time = pace(read(data));
  let id = null, supersedes = null, began = null, ended = null, counting = 0, before = 0, last = 0, stopAt = Infinity, kept = "";

  const show = (wanted) => {
    root.dataset.shown = wanted;
    at("h1").classList.toggle("sr", wanted !== "start");
    for (const section of all("[data-part]")) section.hidden = !section.dataset.part.split(" ").includes(wanted);
    for (const turn of all("[data-exercise]")) turn.hidden = wanted === "start" ? "spare" in turn.dataset : wanted !== "play" || !("on" in turn.dataset);
    scrollTo(0, 0);
  };

  // What was done, as an entry: the same one while it is being made; one that was handed over is corrected, never doubled.
  function entry() {
    const payload = { at: began, programme: data.programme, seconds: Math.min(14_400, Math.round(time.seconds)), steps: steps.map((step) => ({ ...step, done: Math.min(step.of, step.done) })) };
    if (ended) payload.ended = ended;
    return newEntry("session", payload, { id, supersedes });
  }
  async function keep() {
    const now = JSON.stringify([steps, ended, Math.floor(time.seconds / 10)]);
    if (!id || now === kept) return;
    kept = now;
    await draft(entry());
  }
  async function handOver() {
    const made = entry();
    [supersedes, id] = [id, null];
    await put(made);
    await flush();
  }
  function open() {
    if (id) return;
    id = newId();
    navigator.locks?.request(id, () => new Promise(() => {})); // as long as this page lives, no other page takes the draft over
    kept = "";
    keep();
  }

  const step = () => steps[time.phase.turn];
  // `before` repetitions of the turn that is being counted were over when its present phase began.
  function count(turn, over, within) {
    if (turn !== counting) [counting, before] = [turn, 0];
    before += over;
    steps[turn].done = Math.max(steps[turn].done, before + within);
  }
  function tick() {
    const now = performance.now(), gap = now - last;
    last = now;
    if (!time.running) return;
    if (gap > SLEPT) return pause(gap);
    const over = time.advance();
    for (const { turn, repetitions } of over) count(turn, repetitions, 0);
    if (!time.phase) return finish("whole");
    if (over.length) enter();
    count(time.phase.turn, 0, time.repetitions);
    keep();
    paint();
  }

  // The figure shows the movement, and stands still in the stretch while the stretch is held.
  const svg = () => at("[data-on] svg");
  const beat = () => parseFloat(svg()?.querySelector("animateTransform")?.getAttribute("dur")) || 0;
  function move() {
    const drawn = svg(), { doing } = time.phase, held = doing === "hold" && !("loop" in at("[data-on]").dataset);
    if (!drawn) return;
    if (doing === "rest" || doing === "change") stopAt = beat();
    else { drawn.setCurrentTime(0); stopAt = held ? beat() / 2 : Infinity; }
    drawn.unpauseAnimations();
  }

  // Where the device has no voice in this language, a tone says that something new begins: a high one to work, a low one to rest.
  let audio;
  function ring(hertz) {
    if (!voice.on || voice.possible) return;
    audio ??= new AudioContext();
    const tone = audio.createOscillator(), loudness = audio.createGain(), end = audio.currentTime + RINGS;
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(LOUD, audio.currentTime);
    loudness.gain.exponentialRampToValueAtTime(0.001, end);
    tone.connect(loudness).connect(audio.destination);
    tone.start();
    tone.stop(end);
  }

  function enter() {
    const { doing, turn, leg, says } = time.phase, { exercise } = steps[turn];
    for (const section of all("[data-exercise]")) {
      const on = section.dataset.exercise === exercise;
      section.toggleAttribute("data-on", on);
      section.hidden = !on;
      section.classList.toggle("mirrored", leg === section.dataset.mirror);
    }
    const legs = { left: words.leftLeg, right: words.rightLeg }[leg];
    const what = { hold: legs ? `${legs} · ${words.hold}` : words.hold, move: legs ?? words.move }[doing] ?? words[doing];
    at("[data-doing]").textContent = what;
    at("[data-where]").textContent = `${words.where.replace("{n}", turn + 1).replace("{of}", steps.length)} · ${words.left.replace("{m}", Math.max(1, Math.round(time.leftInAll / 60)))}`;
    at("[data-marks]").replaceChildren(...steps.map((_, place) => Object.assign(document.createElement("i"), { className: place <= turn ? "on" : "" })));
    const preparing = doing === "ready" || doing === "next";
    root.classList.toggle("preparing", preparing);
    at('[data-act="skip"]').textContent = preparing ? words.begin : words.skip;
    move();
    ring(doing === "hold" || doing === "move" ? HIGH : LOW);
    voice.say(says.join(" "));
  }

  function paint() {
    const left = Math.max(0, Math.ceil(time.left)), shown = String(left), { doing } = time.phase;
    const { done, of } = step();
    const now = doing === "hold" || doing === "move" ? Math.min(of, done + 1) : done;
    at("[data-times]").textContent = now ? words.time.replace("{n}", now).replace("{of}", of) : "";
    if (svg() && svg().getCurrentTime() >= stopAt) svg().pauseAnimations();
    if (at("[data-count]").textContent === shown) return;
    at("[data-count]").textContent = shown;
    const { seconds } = time.phase;
    if (seconds >= COUNTED && doing !== "rest" && ((left && left <= 3) || (left === 10 && seconds > 20))) voice.count(left);
  }

  function running(on) {
    root.classList.toggle("paused", !on);
    at('[data-act="pause"]').textContent = on ? words.pause : words.go;
    awake();
  }
  function go() {
    open();
    last = performance.now();
    time.go();
    running(true);
  }
  function pause(lost = 0) {
    time.pause(lost);
    svg()?.pauseAnimations();
    voice.quiet();
    keep();
    at("[data-doing]").textContent = lost ? words.slept : words.pause;
    running(false);
  }
  async function finish(how) {
    pause();
    ended = how === "stopped" && steps.some((one) => one.hurt) ? "hurt" : how;
    at("[data-said]").textContent = how === "whole" ? words.whole : words.stopped;
    at("[data-did]").replaceChildren(...steps.map(({ exercise, done, of }) => {
      const item = document.createElement("li"), count = document.createElement("b");
      count.textContent = words.time.replace("{n}", done).replace("{of}", of);
      item.append(`${titles[exercise]} `, count);
      return item;
    }));
    at('[data-act="again"]').hidden = !time.phase;
    show("over");
    at("[data-said]").focus();
    voice.say(at("[data-said]").textContent);
    await handOver();
  }
  // Another exercise in place of the rest of this one, and then what was to come after it.
  function onward(other) {
    const { turn } = time.phase, offset = other ? 1 : 0;
    const later = time.rest.filter((phase) => phase.turn > turn).map((phase) => ({ ...phase, turn: phase.turn + offset }));
    const now = other ? read(other, turn + 1) : [];
    if (other) steps = [...steps.slice(0, turn + 1), ...other.turns.map(({ exercise, of }) => ({ exercise, of, done: 0 })), ...steps.slice(turn + 1)];
    time.become([...now, ...later]);
    if (!time.phase) return finish("whole");
    show("play");
    enter();
    go();
    paint();
  }

  const acts = {
    start() { began = new Date().toISOString(); show("play"); enter(); go(); paint(); },
    pause() { if (time.running) return pause(); ended = null; svg()?.unpauseAnimations(); enter(); go(); },
    skip() {
      const { doing, turn } = time.phase;
      if (doing === "ready" || doing === "next") time.jump(() => true);
      else {
        if (step().done < step().of) step().skipped = true;
        time.jump((phase) => phase.turn > turn);
      }
      keep();
      if (!time.phase) return finish("whole");
      enter();
      go();
      paint();
    },
    hurt() {
      // In the time before an exercise it is the one before it that hurts.
      const { doing, turn } = time.phase, which = doing === "next" && turn ? turn - 1 : turn;
      steps[which].hurt = true;
      ended = "hurt";
      pause();
      const other = doing === "next" ? null : data.instead[steps[which].exercise], button = at('[data-act="instead"]');
      button.hidden = !other || steps.some(({ exercise }) => exercise === other.turns[0].exercise);
      if (other) button.textContent = words.instead.replace("{title}", titles[other.turns[0].exercise]);
      show("hurt");
      at('[data-part="hurt"] h2').focus();
      voice.say(words.hurt);
    },
    sign(value) {
      for (const advice of all("[data-advice]")) if (advice.dataset.advice === value) { advice.hidden = false; voice.say(advice.querySelector("p").textContent); }
      at("[data-unless-sign]").hidden = true;
      scrollTo(0, 0);
    },
    instead() { ended = null; onward(data.instead[step().exercise]); },
    onward() { ended = null; if (time.phase.doing === "next") { show("play"); enter(); go(); paint(); } else onward(); },
    end() { finish("stopped"); },
    again() { ended = null; show("play"); enter(); go(); paint(); },
    voice() { voice.toggle(); marks(); },
  };
  root.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]");
    if (act) acts[act.dataset.act](act.dataset.value);
  });
  const marks = () => { for (const button of all('[data-act="voice"]')) { button.hidden = false; button.setAttribute("aria-pressed", String(voice.on)); button.textContent = words[(voice.possible ? "voice" : "sound") + (voice.on ? "On" : "Off")]; } };
  voice.ready(marks);
  marks();
  const awake = stayAwake(() => time.running);
  // A page that is left is recorded as far as it got; if it comes back, what follows corrects that.
  addEventListener("pagehide", () => { if (id) { if (time.running) pause(); handOver(); } });
  addEventListener("pageshow", (event) => { if (event.persisted && began && root.dataset.shown === "play") paint(); });
  const ticker = new Worker(root.dataset.ticker);
  ticker.onmessage = tick;
  ticker.onerror = () => setInterval(tick, 200);
  root.classList.add("live");
  show("start");
}
