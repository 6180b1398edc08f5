// The drawn legs as a second way to choose leg and muscle: touching a zone ticks the form's own buttons, and they light the zone.
const WAYS = { Enter: 0, " ": 0, ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const picture = document.querySelector("[data-legs]");
const form = picture?.closest("form");
const radio = (name, value) => form.querySelector(`input[name="${name}"][value="${value}"]`);
const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value;
const zones = [...(picture?.querySelectorAll(".zone") ?? [])];

function light() {
  const side = chosen("side:text"), muscle = chosen("muscle:text");
  for (const zone of zones) {
    const on = zone.dataset.muscle === muscle && (side === "both" || side === zone.dataset.side);
    zone.setAttribute("aria-checked", String(on));
  }
  stop(zones.find((zone) => zone.ariaChecked === "true") ?? zones[0]);
}

// The keyboard stops at one zone; arrows go on from there, as in any group of radio buttons.
const stop = (at) => { for (const zone of zones) zone.setAttribute("tabindex", zone === at ? "0" : "-1"); };

function choose(zone) {
  for (const [name, value] of [["side:text", zone.dataset.side], ["muscle:text", zone.dataset.muscle]]) radio(name, value).checked = true;
  light();
  stop(zone);
}

for (const [place, zone] of zones.entries()) {
  zone.addEventListener("click", () => choose(zone));
  zone.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const next = zones.at((place + way) % zones.length);
    choose(next);
    next.focus();
  });
}
if (picture) {
  form.addEventListener("change", light);
  picture.hidden = false;
  light();
}
