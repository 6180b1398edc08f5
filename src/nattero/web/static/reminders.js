// Reminders on this device: asks the browser, and hands what it gives to Nattero. Everything else on the page is plain forms.
const place = document.querySelector("[data-push]"), turnOn = place.querySelector("[data-turn-on]"), state = place.querySelector("[data-state]");

function say(what) {
  state.dataset.state = what;
  state.textContent = place.querySelector(`[data-say="${what}"]`).textContent;
  turnOn.hidden = !["off", "failed"].includes(what);
}

const bytes = (letters) => Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const digest = async (text) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const same = (one, other) => one && String(new Uint8Array(one)) === String(new Uint8Array(other));

async function tell(subscription) {
  const answer = await fetch("/plan/reminders/subscription", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(subscription) });
  if (!answer.ok) throw new Error(String(answer.status));
}

async function on() {
  if (await Notification.requestPermission() !== "granted") return say("denied");
  const manager = (await navigator.serviceWorker.ready).pushManager, key = bytes(place.dataset.push);
  let subscription = await manager.getSubscription();
  if (subscription && !same(subscription.options.applicationServerKey, key)) { // of another Nattero, or an older one
    await subscription.unsubscribe();
    subscription = null;
  }
  await tell(subscription ?? await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  location.replace("/plan/reminders");
}

async function look() {
  if (!navigator.serviceWorker || !window.PushManager || !window.Notification) return say("cannot");
  if (Notification.permission === "denied") return say("denied");
  const subscription = await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();
  const row = subscription && document.querySelector(`[data-digest="${await digest(subscription.endpoint)}"]`);
  say(row ? "on" : "off");
  if (!row) return;
  row.querySelector("[data-this]").hidden = false;
  row.querySelector("[data-off]").addEventListener("submit", () => { subscription.unsubscribe(); });
  await tell(subscription); // its zone and language may have changed
}

turnOn.addEventListener("click", () => on().catch(() => say("failed")));
look().catch(() => say("cannot"));
