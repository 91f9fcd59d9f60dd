// Sends what the person said, in order, with the same id again and again until the server has it or refuses it.
import { dropUnsent, keepFile, keepUnsent, readFile, unsent } from "./store.js";
import { language, say } from "./words.js";

const LONGEST = 30_000;
const TIMEOUT = 30_000;
const STANDSTILL = 60_000; // an upload may take as long as it likes while it moves
const ANSWER = 120_000; // what the phone's own buffers hold is still on its way then

// `drawn(entry)`: draw it; `marked(client, state, error)`: its state, one of sending, waiting, failed, sent;
// `progress(client, share)`; `sent(toast, unheard)`: the server has one more, unheard where the stream has not shown it;
// `expired()`: the session is gone, get a new one.
export function makeSender({ drawn, marked, progress, sent, expired }) {
  const queue = unsent();
  let flight = null; // what is on its way: { entry, stop }
  let open = false;
  let tries = 0;
  let timer = 0;
  let nth = 0;

  const client = (entry) => entry.edits ?? entry.id;

  function add(entry) {
    const whole = { id: uuid(), at: Date.now(), nth: nth++, ...entry };
    queue.push(whole);
    keepUnsent(whole);
    drawn(whole);
    mark(whole);
    pump();
    return whole;
  }

  // Queued at once: a phone takes its time to keep a photo, and what is said after it comes after it.
  function addFile(file, name, kind, caption) {
    const id = uuid();
    keepFile(id, file);
    add({ id, text: caption, file: { name, kind, mime: file.type } });
  }

  function mark(entry) {
    const state = entry.error ? "failed" : tries > 0 || !open ? "waiting" : "sending";
    marked(client(entry), state, entry.error ?? null, entry === head());
  }

  const head = () => queue.find((entry) => !entry.error);
  const markAll = () => queue.forEach(mark);

  async function pump() {
    const entry = head();
    if (flight || !open || !entry) return;
    clearTimeout(timer);
    flight = { entry, stop: new AbortController() };
    markAll();
    const answer = await post(entry, flight.stop, (share) => progress(client(entry), share));
    flight = null;
    settle(entry, answer);
    if (tries === 0) pump();
  }

  function settle(entry, answer) {
    const waits = queue.includes(entry); // else the stream has shown it meanwhile, or it was discarded
    if (answer.ok) sent(answer.toast, waits);
    if (waits && !answer.ok && !answer.error) {
      later(answer);
    } else {
      tries = 0;
      if (answer.ok) remove(entry);
      else if (waits) refuse(entry, answer.error);
    }
    markAll();
  }

  function refuse(entry, error) {
    entry.error = error;
    keepUnsent(entry);
  }

  function later(answer) {
    tries++;
    if (answer.expired) expired();
    const pause = answer.after ?? Math.min(LONGEST, 1000 * 2 ** Math.min(tries - 1, 5));
    timer = setTimeout(pump, pause * (1 + Math.random() / 4));
  }

  function remove(entry) {
    const at = queue.indexOf(entry);
    if (at < 0) return;
    queue.splice(at, 1);
    dropUnsent(entry);
    if (!queue.some((other) => client(other) === client(entry))) marked(client(entry), "sent", null);
  }

  // The stream shows that the server has it, whatever became of the answer to our request.
  function confirm(me) {
    const has = (entry) => (me.edited ? entry.edits === me.client && entry.text === me.text : entry.id === me.client);
    queue.filter(has).forEach(remove);
  }

  function retry() {
    if (flight) return;
    tries = 0;
    clearTimeout(timer);
    pump();
  }

  function start() {
    open = true;
    pump();
  }

  // A message of one's own with its changes, or the changes alone; the first of them, null where there are none. What
  // was on its way may have arrived, as what waits may have: then the stream tells it again.
  function discard(clientId) {
    const [gone, first] = [queue.filter((entry) => client(entry) === clientId), head()];
    gone.forEach(remove);
    if (gone.includes(flight?.entry)) flight.stop.abort();
    else if (gone.includes(first)) retry();
    return gone[0] ?? null;
  }

  addEventListener("online", retry);
  document.addEventListener("visibilitychange", () => document.hidden || retry());
  return {
    text: (text) => add({ text }),
    press: (choice, of, label) => add({ choice, of, label }),
    edit: (clientId, text, before) => add({ text, edits: clientId, before }),
    file: addFile,
    restore: () => queue.forEach((entry) => (drawn(entry), mark(entry))),
    pressed: (choice, of) => queue.some((entry) => entry.choice === choice && entry.of === of && !entry.error),
    failed: (clientId) => queue.find((entry) => entry.error && client(entry) === clientId) ?? null,
    editing: (clientId) => queue.some((entry) => entry.edits === clientId),
    empty: () => !head(),
    confirm, discard, retry, start,
  };
}

async function post(entry, stop, progress) {
  try {
    const answer = entry.file ? await upload(entry, stop.signal, progress) : await postWords(entry, stop);
    return judge(answer);
  } catch {
    return { ok: false };
  }
}

async function postWords(entry, stop) {
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const response = await fetch("/chat/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": language() },
      credentials: "same-origin",
      body: JSON.stringify(words(entry)),
      signal: stop.signal,
    });
    return { status: response.status, after: response.headers.get("Retry-After"), body: parsed(await response.text()) };
  } finally {
    clearTimeout(timer);
  }
}

function words({ id, text, choice, of, label, edits }) {
  if (choice !== undefined) return { id, choice, of, label };
  return edits === undefined ? { id, text } : { id, text, edits };
}

async function upload(entry, signal, progress) {
  const file = await readFile(entry.id);
  if (!file) return { status: 400, body: { error: say("web-file-gone") } };
  if (signal.aborted) throw new Error("discarded");
  const form = new FormData();
  form.append("id", entry.id);
  form.append("caption", entry.text);
  form.append("file", file, entry.file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/chat/files");
    request.setRequestHeader("Accept-Language", language());
    const moved = watch(request);
    signal.addEventListener("abort", () => request.abort());
    request.upload.onprogress = (event) => {
      moved(STANDSTILL);
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.upload.onload = () => moved(ANSWER);
    request.onload = () =>
      resolve({ status: request.status, after: request.getResponseHeader("Retry-After"), body: parsed(request.responseText) });
    request.onerror = request.onabort = () => reject(new Error("upload"));
    request.send(form);
    moved(STANDSTILL);
  });
}

// Ends the request unless it is told in time that something moves.
function watch(request) {
  let timer = 0;
  request.onloadend = () => clearTimeout(timer);
  return (patience) => {
    clearTimeout(timer);
    timer = setTimeout(() => request.abort(), patience);
  };
}

// A 200 that is not ours (the sign-in page of a Wi-Fi) is no answer, and a 404 of a proxy, behind which the server
// just starts again, no refusal: that comes in our own words, or as 413 from whoever takes nothing as large.
function judge({ status, after, body }) {
  if (status === 200 && body?.ok === true) return { ok: true, toast: body.toast ?? null };
  if (status === 401 || status === 403) return { ok: false, expired: true };
  const passing = status < 400 || status >= 500 || status === 408 || status === 429;
  if (status === 413 || (!passing && body?.error)) return { ok: false, error: body?.error || say("web-refused-size") };
  const seconds = Number.parseFloat(after);
  return { ok: false, after: seconds > 0 ? Math.min(seconds, 3600) * 1000 : undefined };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// crypto.randomUUID exists only under https; a trial in a local network has none.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
