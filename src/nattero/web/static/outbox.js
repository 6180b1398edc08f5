// The outbox: an entry waits here until the server has said that it holds it. Sending one again does no harm, so whenever
// in doubt it is sent again. Kept in IndexedDB; where that is closed, in localStorage; else in this page, which then says so.
const NAME = "nattero", DATABASE = "database", STORE = "outbox", SHELF = "nattero.outbox.", ASKED = "nattero.persist";
const [MOST, BYTES] = [100, 900_000];
const [PATIENCE, OPENING, PAUSE, FIRST, FORM] = [15_000, 3_000, 60_000, 2_000, 1_500]; // milliseconds
const UNREADABLE = [400, 413, 422];
const memory = new Map();
const channel = globalThis.BroadcastChannel && new BroadcastChannel(STORE);
const wait = (time) => new Promise((done) => setTimeout(done, time));
let opening, chain = Promise.resolve(), timer, failures = 0;

/** Tells ("change") whenever something in the outbox is other than before, in whichever tab. */
export const changes = new EventTarget();
/** What stands between the outbox and the server: null, or a status (0: not reached) and the server's sentence. */
export let trouble = null;
const tell = () => changes.dispatchEvent(new Event("change"));
const changed = () => { tell(); channel?.postMessage(0); };
if (channel) channel.onmessage = tell;

function database() {
  return opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => {
      request.result.onclose = request.result.onversionchange = () => { request.result.close(); opening = null; };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    setTimeout(reject, OPENING, new Error("the database does not open"));
  }).catch((error) => { opening = null; throw error; });
}

async function transact(mode, act) {
  const opened = await database();
  return new Promise((resolve, reject) => {
    const transaction = opened.transaction(STORE, mode, { durability: "strict" });
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

async function write(row) {
  try {
    await transact("readwrite", (store) => store.put(row));
    return DATABASE;
  } catch {
    try { localStorage.setItem(SHELF + row.id, JSON.stringify(row)); } catch { memory.set(row.id, row); return ""; }
    return "shelf";
  }
}

async function remove(ids) {
  for (const id of ids) {
    memory.delete(id);
    try { localStorage.removeItem(SHELF + id); } catch { /* closed */ }
  }
  try { await transact("readwrite", (store) => ids.forEach((id) => store.delete(id))); } catch { /* closed, or sent again later */ }
}

/** What waits, oldest first: rows of `id`, `entry` and, when the server will not take it, `refused` with a `message`. */
export const waiting = async () => (await rows()).filter((row) => !row.draft);

async function rows() {
  const found = new Map(memory);
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(SHELF)) found.set(name.slice(SHELF.length), JSON.parse(localStorage[name]));
  } catch { /* closed */ }
  try {
    for (const row of await transact("readonly", (store) => store.getAll())) found.set(row.id, row);
  } catch { /* closed */ }
  return [...found.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Keeps an entry; when this is done it outlives the tab, and where it lies is told; nowhere when the browser keeps nothing. */
export async function put(entry) {
  const kept = await write({ id: entry.id, entry });
  changed();
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register(STORE)).catch(() => {});
  try {
    if (!localStorage.getItem(ASKED)) { localStorage.setItem(ASKED, "1"); navigator.storage?.persist?.().catch(() => {}); }
  } catch { /* closed: nothing to ask for */ }
  return kept;
}

/** Keeps an entry that is still being made. It waits once it is put, or when the page is gone that held a lock of its id. */
export const draft = (entry) => write({ id: entry.id, entry, draft: true });

// The other page may be gone already and its lock not yet: so the lock is waited for, and what is left is looked at again then.
async function takeOver() {
  for (const { draft: left, id } of await rows()) {
    const take = async () => {
      const row = (await rows()).find((one) => one.id === id);
      if (row?.draft) await put(row.entry);
      flush();
    };
    if (left) Promise.resolve(navigator.locks?.request(id, take) ?? take()).catch(() => {});
  }
}

/** Hands the server what waits (`again`: also what it refused before); true when nothing waits any more. Never rejects. */
export function flush(again = false) {
  chain = chain.then(() => alone(() => send(again === true))).catch(() => {}).then(settle);
  return chain;
}

// One tab sends at a time; a tab that sleeps holding the lock holds nobody up for long.
async function alone(act) {
  if (!navigator.locks) return act();
  return navigator.locks.request(STORE, { signal: AbortSignal.timeout(PATIENCE) }, act).catch(act);
}

async function send(again) {
  const seen = new Set();
  for (let most = MOST; ;) {
    const batch = first((await waiting()).filter((row) => !seen.has(row.id) && (again || !row.refused)), most);
    if (!batch.length) { trouble = null; return; }
    const [status, answer] = await post(batch);
    if (Array.isArray(answer?.held)) {
      // What was written anew under its id meanwhile was not answered for: it stays, and goes with the next batch.
      const now = new Map((await waiting()).map((row) => [row.id, row.entry.recorded_at]));
      const sent = batch.filter((row) => (now.get(row.id) ?? row.entry.recorded_at) === row.entry.recorded_at);
      const held = batch.filter((row) => answer.held.includes(row.id));
      const refused = (answer.refused ?? []).filter(({ id }) => batch.some((row) => row.id === id && !held.includes(row)));
      await remove(held.filter((row) => sent.includes(row)).map((row) => row.id));
      for (const why of refused) await mark(sent.find((row) => row.id === why.id), why, seen);
      if (held.length) navigator.serviceWorker?.controller?.postMessage("refresh"); // what the pages tell has changed
      if (held.length || refused.length) { changed(); continue; }
    } else if (UNREADABLE.includes(status)) {
      if (batch.length > 1) most = Math.ceil(batch.length / 2);
      else { await mark(batch[0], answer ?? {}, seen); changed(); }
      continue;
    }
    trouble = { status, message: answer?.message };
    return;
  }
}

function first(rows, most) {
  let size = 0;
  return rows.slice(0, most).filter((row, place) => (size += new Blob([JSON.stringify(row.entry)]).size) < BYTES || !place);
}

async function post(batch) {
  let status = 0;
  try {
    const body = JSON.stringify({ entries: batch.map((row) => row.entry) });
    const answer = await fetch("/api/entries", {
      method: "POST", headers: { "content-type": "application/json" }, body, redirect: "error",
      keepalive: body.length < 20_000, signal: AbortSignal.timeout(PATIENCE),
    });
    status = answer.status;
    return [status, await answer.json()];
  } catch {
    return [status, null]; // not reached, too late, or somebody else answered
  }
}

async function mark(row, { field, problem, message }, seen) {
  if (!row) return;
  seen.add(row.id);
  return write({ ...row, refused: { field, problem, message } });
}

async function settle() {
  const left = (await waiting()).some((row) => !row.refused);
  clearTimeout(timer);
  failures = left ? failures + 1 : 0;
  if (left) timer = setTimeout(flush, Math.min(PAUSE, FIRST * 2 ** failures));
  tell();
  return !left;
}

/** Keeps an entry and gives the server a moment to take it: `saved`, `kept`, `refused` (with a `message`) or `lost`. */
export async function save(entry) {
  const kept = await put(entry);
  await Promise.race([flush(), wait(FORM)]);
  const row = (await waiting()).find(({ id }) => id === entry.id);
  if (!row) return { state: kept !== DATABASE || (await readable()) ? "saved" : "kept" };
  if (row.refused) return { state: "refused", message: row.refused.message };
  return { state: kept ? "kept" : "lost" };
}

// That an entry is not found only means that it is gone where the database can be read.
const readable = () => transact("readonly", (store) => store.count()).then(() => true, () => false);

/** Lets an entry go unsaved: only ever on the person's own word. */
export async function letGo(id) {
  await remove([id]);
  changed();
}

/** Whether something waits that this page alone holds, because the browser keeps nothing. */
export const unsafe = () => memory.size > 0;

/** What waits as JSON Lines, which `nattero import` takes. */
export const exportText = async () => (await waiting()).map((row) => `${JSON.stringify(row.entry)}\n`).join("");

const retry = () => { failures = 0; flush(); };
addEventListener("online", retry);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") retry(); });
addEventListener("beforeunload", (event) => { if (unsafe()) event.preventDefault(); });
takeOver().catch(() => {}).then(() => flush(true));
