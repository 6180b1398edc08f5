// Where a session is on its time line, worked out from the clock whenever it is asked: a late tick loses nothing, nothing drifts.
// The clock is a monotonic one, so that neither a changed time zone nor a corrected wall clock moves anything.

/** A pace through `phases` (each with `seconds`), standing still until `go`. */
export function pace(phases, clock = () => performance.now()) {
  let line = phases, index = 0, began = 0, ran = 0, since = null; // milliseconds that were played, without pauses
  const played = () => ran + (since === null ? 0 : clock() - since);
  const lasts = (phase) => phase.seconds * 1000;
  const self = {
    get phase() { return line[index]; },
    get index() { return index; },
    get running() { return since !== null; },
    get seconds() { return played() / 1000; },
    /** Seconds left of this phase, and of all that is to come. */
    get left() { return self.phase ? (began + lasts(self.phase) - played()) / 1000 : 0; },
    get leftInAll() { return line.slice(index + 1).reduce((sum, phase) => sum + phase.seconds, self.left); },
    /** How many repetitions of this phase are over. */
    get repetitions() { return self.phase ? Math.floor(((played() - began) * self.phase.repetitions) / lasts(self.phase)) : 0; },
    go() { since ??= clock(); },
    /** Stops the clock; the last `lost` milliseconds do not count, because the device slept. */
    pause(lost = 0) { ran = played() - lost; since = null; },
    /** Goes on to the phase of this moment and gives those that are over since it was last asked. */
    advance() {
      const over = [];
      while (self.phase && played() - began >= lasts(self.phase)) { over.push(self.phase); began += lasts(self.phase); index += 1; }
      return over;
    },
    /** Goes to the first phase that fits, or to the end. */
    jump(fits) {
      const found = line.findIndex((phase, place) => place > index && fits(phase));
      began = played();
      index = found < 0 ? line.length : found;
    },
    /** Puts other phases in place of all that are to come. */
    become(others) { line = others; began = played(); index = 0; },
    get rest() { return line.slice(index + 1); },
  };
  return self;
}
