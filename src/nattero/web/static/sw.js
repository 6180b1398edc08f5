const BUILD = { build: "", prefix: "", statics: [], pages: [], standsIn: {}, offline: "" }; // filled in by web/worker.py
// The service worker: static files from its store, relief at once from its store, other pages from the server while it
// answers in time and else as they were last seen. A page is only kept together with the static files it was made with.
const [STATIC, PAGES, RELIEF] = ["static-", "pages", "/relief"];
const PATIENCE = 2_500; // milliseconds
const LATER = 1_500;
const MOMENT = 800; // longer than that relief does not wait for what was saved just now
const MOST = 60; // pages
const GATEWAY = [502, 503, 504]; // something answers for a server that is not there

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener("message", (event) => event.waitUntil(event.data?.ahead ? ahead(event.data.ahead) : event.data === "refresh" ? Promise.all([renew(), soon()]) : complete()));
addEventListener("sync", (event) => { if (event.tag === "outbox") event.waitUntil(navigator.locks.request("outbox", send)); });
// A reminder: its words come sealed; a touch opens the page it names.
addEventListener("push", (event) => { const told = event.data.json(); event.waitUntil(registration.showNotification(told.title, told)); });
addEventListener("notificationclick", (event) => { event.notification.close(); event.waitUntil(clients.openWindow(event.notification.data)); });
addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api")) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(fixed(request));
  else if (request.mode === "navigate") event.respondWith(page(event, url));
});

async function install() {
  await (await caches.open(STATIC + BUILD.build)).addAll(BUILD.statics);
  await refresh(BUILD.pages);
  await skipWaiting(); // safe: pages and static files of both builds are kept side by side
}

// Static files of earlier builds go once no kept page refers to them.
async function tidy() {
  const pages = await caches.open(PAGES), used = new Set([BUILD.build]);
  for (const key of await pages.keys()) {
    for (const [, build] of (await (await pages.match(key)).text()).matchAll(/\/static\/(\w+)\//g)) used.add(build);
  }
  for (const name of await caches.keys()) if (name.startsWith(STATIC) && !used.has(name.slice(STATIC.length))) await caches.delete(name);
}

const refresh = (paths) => Promise.allSettled(paths.map(async (path) => keep(path, await fetch(path, { cache: "no-cache" }))));
const seen = async (key) => (await caches.open(PAGES)).match(key, { ignoreVary: true });
// What is not kept from the start is kept when a page first asks for it.
const store = async (request) => (await (await caches.open(STATIC + BUILD.build)).add(request), fetch(request));
const fixed = async (request) => (await caches.match(request, { ignoreVary: true })) ?? store(request);

// After something was saved: once, and after the page that the reader is waiting for.
let coming;
const soon = () => coming ??= new Promise((done) => setTimeout(done, LATER)).then(() => { coming = null; return refresh(BUILD.pages); });

// Relief at once: what was told a moment ago (for my child, numb feet) decides its steps.
let renewing = null;
const renew = () => renewing = refresh([RELIEF]).finally(() => { renewing = null; });

// After pairing, and after a first visit that was cut short: what is not yet kept.
async function complete() {
  const kept = await Promise.all(BUILD.pages.map(seen));
  return refresh(BUILD.pages.filter((_, place) => !kept[place]));
}

// Pages that will be wanted where there may be no network, with what they are made of.
const ahead = (paths) => Promise.allSettled(paths.map(async (path) => {
  const answer = await fetch(path, { cache: "no-cache" }), text = await answer.clone().text();
  await keep(path, answer);
  const statics = await caches.open(STATIC + BUILD.build);
  for (const [, file] of text.matchAll(/"(\/static\/[^"]+)"/g)) if (!(await statics.match(file))) await statics.add(file);
}));

async function keep(key, answer) {
  if (answer.status !== 200 || answer.redirected || !answer.headers.get("content-type")?.includes("html")) return;
  const copy = answer.clone();
  if (!(await answer.text()).includes(BUILD.prefix)) return; // of a build whose static files are not here
  const pages = await caches.open(PAGES);
  await pages.put(key, copy);
  const others = (await pages.keys()).filter(({ url }) => !BUILD.pages.includes(new URL(url).pathname));
  for (const old of others.slice(0, -MOST)) await pages.delete(old);
}

async function page(event, url) {
  const key = url.pathname + url.search;
  if (url.pathname === RELIEF && !url.searchParams.has("lang")) {
    const copy = await seen(RELIEF);
    if (copy && renewing) {
      await Promise.race([renewing, new Promise((done) => setTimeout(done, MOMENT))]);
      return (await seen(RELIEF)) ?? copy;
    }
    if (copy) { event.waitUntil(refresh([RELIEF])); return copy; }
  }
  const asked = fetch(event.request).then((answer) => {
    event.waitUntil(keep(key, answer.clone()));
    return answer;
  });
  const answered = asked.catch(() => null);
  event.waitUntil(answered);
  // Without a date, a check-in is about last night: an earlier day's copy would ask about another one.
  const copy = (key in BUILD.standsIn ? null : await seen(key)) ?? await seen(BUILD.standsIn[url.pathname] ?? "");
  const first = await (copy ? Promise.race([answered, new Promise((done) => setTimeout(done, PATIENCE))]) : answered);
  if (first && !(copy && GATEWAY.includes(first.status))) return first;
  return copy ? dated(copy) : (await seen(BUILD.offline)) ?? Response.error();
}

// Tells the page when its copy was made; only the page's own script reads it.
function dated(copy) {
  const headers = new Headers(copy.headers);
  headers.delete("content-encoding");
  headers.set("server-timing", `copy;desc="${new Date(headers.get("date") ?? Date.now()).toISOString()}"`);
  return new Response(copy.body, { headers });
}

// Background Sync, when no page is open: hands over what waits; what is refused is left for a page to show.
const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
async function send() {
  const opening = indexedDB.open("nattero", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("outbox", { keyPath: "id" });
  const database = await done(opening);
  try {
    const rows = (await done(database.transaction("outbox").objectStore("outbox").getAll())).filter((row) => !row.refused && !row.draft).slice(0, 100);
    if (!rows.length) return;
    const body = JSON.stringify({ entries: rows.map((row) => row.entry) });
    const answer = await fetch("/api/entries", { method: "POST", headers: { "content-type": "application/json" }, body, redirect: "error" });
    const { held } = await answer.json();
    const store = database.transaction("outbox", "readwrite", { durability: "strict" }).objectStore("outbox");
    await Promise.all(rows.filter((row) => held.includes(row.id)).map((row) => done(store.delete(row.id))));
    new BroadcastChannel("outbox").postMessage(0);
  } finally {
    database.close();
  }
}
