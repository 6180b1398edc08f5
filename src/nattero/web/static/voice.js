// What leaves both hands free: the browser's own voices, in the page's language (silent where there is none; on or off is
// remembered on this device), and a screen that stays on.
const KEPT = "nattero.voice";
const CODES = { nb: ["nb", "no"], id: ["id", "in"], nl: ["nl"], en: ["en"] };

export class Voice {
  constructor(language) {
    this.codes = CODES[language] ?? [language];
    this.synth = globalThis.speechSynthesis;
    this.on = true;
    try { this.on = localStorage.getItem(KEPT) !== "off"; } catch { /* a closed storage: on */ }
    this.held = null;
  }
  get voice() {
    const fits = (this.synth?.getVoices() ?? []).filter((voice) => this.codes.includes(voice.lang.slice(0, 2).toLowerCase()));
    return fits.find((voice) => voice.localService) ?? fits[0]; // one that needs no network, where there is a choice
  }
  get possible() { return Boolean(this.voice); }
  ready(then) { this.synth?.addEventListener?.("voiceschanged", then); }
  toggle() {
    this.on = !this.on;
    try { localStorage.setItem(KEPT, this.on ? "on" : "off"); } catch { /* as above */ }
    if (!this.on) this.quiet();
  }
  say(text) {
    const voice = this.voice;
    if (!this.on || !voice || !text) return false;
    this.quiet();
    const words = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate: 0.9 });
    words.onerror = (event) => { if (event.error === "not-allowed") this.held = text; };
    this.synth.speak(words);
    return true;
  }
  count(number) { if (!this.synth?.speaking) this.say(String(number)); }
  wake() { if (this.held) { const text = this.held; this.held = null; this.say(text); } }
  quiet() { this.synth?.cancel(); }
}

/** Keeps the screen on while `wanted()`, again when the page comes back into view; gives what looks whether it still is. */
export function stayAwake(wanted, signal) {
  let held = null;
  const look = async () => {
    if (!wanted()) { held?.release(); held = null; }
    else if (document.visibilityState === "visible" && (!held || held.released)) held = await navigator.wakeLock?.request("screen").catch(() => null);
  };
  document.addEventListener("visibilitychange", look, { signal });
  look();
  return look;
}
