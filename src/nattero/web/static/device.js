// New entries: this device's own name, and identifiers in the order of their making (UUID version 7, RFC 9562 section 5.7).
const KEPT = "nattero.device";
const random = (count) => crypto.getRandomValues(new Uint8Array(count));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
let named, last = 0, count = 0;

/** This device's name, made once: `phone-3f2a`. */
export function device() {
  try { named ??= localStorage.getItem(KEPT); } catch { /* a closed storage: the name lasts as long as the page */ }
  if (!named) {
    named = `${matchMedia("(pointer: coarse)").matches ? "phone" : "browser"}-${hex(random(2))}`;
    try { localStorage.setItem(KEPT, named); } catch { /* as above */ }
  }
  return named;
}

/** The IANA name of the zone this device's clock shows. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** An identifier greater than every other one made in this tab, even when the clock stands or is set back. */
export function newId() {
  const now = Date.now();
  if (now > last) [last, count] = [now, (random(1)[0] << 3) & 0x7ff];
  else if (++count > 0xfff) [last, count] = [last + 1, 0];
  const tail = random(8);
  tail[0] = (tail[0] & 0x3f) | 0x80;
  const digits = `${last.toString(16).padStart(12, "0")}7${count.toString(16).padStart(3, "0")}${hex(tail)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** An entry of this moment, as ARCHITECTURE.md describes it. */
export function newEntry(kind, payload, { supersedes, id = newId(), zone: lived = zone() } = {}) {
  const recorded_at = new Date().toISOString();
  return { id, person: "me", recorded_at, device: device(), zone: lived, kind, version: 1, supersedes: supersedes || null, payload };
}
