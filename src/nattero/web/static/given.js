// The pages of a programme that is given: the builder without reloads, a draft that outlives a slip, copying, printing, and
// the code in the address, which only this script ever sees.
const DRAFT = "nattero.given";
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// One change after the other: each starts from what the one before left.
let turn = Promise.resolve();
const change = (action, key) => turn = turn.then(() => changed(document.getElementById("builder"), action, key));

/** Sends the builder as a button would, and puts what comes back in its place, with the reader where they were. */
async function changed(form, action, key) {
  try {
    await swapped(form, action, key);
  } catch {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: action }));
    form.submit();
  }
}

async function swapped(form, action, key) {
  const body = new URLSearchParams(new FormData(form));
  body.set("do", action);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded;charset=utf-8" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("builder");
  if (!fresh) throw new Error("no builder");
  const heard = fresh.querySelector("[data-said]"), text = heard.textContent;
  heard.textContent = "";
  form.replaceWith(fresh);
  heard.textContent = text; // once it is on the page, so that it is read out
  ready(fresh);
  const [verb, what] = key.split(/ (.*)/);
  const next = all("[data-key]", fresh).find((button) => button.dataset.key === key)
    ?? all("[data-key]", fresh).find((button) => ["up", "down"].includes(verb) && button.dataset.key.endsWith(` ${what}`))
    ?? fresh.querySelector(`#${key}`) ?? fresh.querySelector("#f-title");
  next?.focus({ preventScroll: verb === "add" });
}

function keep(form) {
  try { sessionStorage.setItem(DRAFT, String(new URLSearchParams(new FormData(form)))); } catch { /* closed */ }
}

function ready(form) {
  keep(form);
  form.addEventListener("input", () => keep(form));
  for (const part of all("[data-without-script]", form)) part.hidden = true;
  for (const part of all("[data-filter]", form)) part.addEventListener("change", () => change("show", part.id));
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.dataset.whole !== undefined) return;
    event.preventDefault();
    change(button?.value ?? "show", button?.dataset.key ?? "start");
  });
}

// An empty builder is filled with the draft of this tab, so that a reload loses nothing.
function restored(form) {
  let draft = null;
  try { draft = sessionStorage.getItem(DRAFT); } catch { /* closed */ }
  if (!draft || form.querySelector(".given-part") || form.querySelector("#faults")) return false;
  const fields = [...new URLSearchParams(draft)].filter(([name]) => name !== "do");
  if (!fields.some(([name, value]) => value && !["start", "muscle", "position", "kind"].includes(name))) return false;
  const old = Object.assign(document.createElement("form"), { action: form.action, method: "post", id: form.id });
  for (const [name, value] of fields) old.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.replaceWith(old);
  change("show", "f-title");
  return true;
}

const builder = document.getElementById("builder");
if (builder && !restored(builder)) ready(builder);
document.getElementById("faults")?.focus();

for (const button of all("[data-copy-text]")) {
  const text = button.previousElementSibling, told = button.nextElementSibling;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent);
    told.textContent = text.dataset.copied;
  });
}
for (const button of all("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A link brings its code behind the #, which no server is sent. It goes into the form, and out of the address.
const taking = document.getElementById("taking");
function linked() {
  const code = location.hash.slice(1);
  if (!taking || !/^NATTERO\d/i.test(code)) return;
  history.replaceState(null, "", location.pathname);
  taking.elements.code.value = code;
  taking.submit();
}
linked();
addEventListener("hashchange", linked);
