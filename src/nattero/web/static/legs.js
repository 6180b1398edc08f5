// The drawn legs as a second way to choose leg and muscle: touching a zone ticks the form's own buttons, and they light the zone.
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
}

function choose(zone) {
  for (const [name, value] of [["side:text", zone.dataset.side], ["muscle:text", zone.dataset.muscle]]) radio(name, value).checked = true;
  light();
}

for (const zone of zones) {
  zone.addEventListener("click", () => choose(zone));
  zone.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(zone);
  });
}
if (picture) {
  form.addEventListener("change", light);
  picture.hidden = false;
  light();
}
