// Keeps on the phone what the server does not have yet: unsent messages, unfinished words, the last texts of the page.
const PREFIX = "sangkien.";
const UNSENT = "unsent.";
const PATIENCE = 10_000;
const memory = new Map(); // for browsers that refuse to keep anything

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key)) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function write(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    memory.delete(key);
  } catch {
    memory.set(key, value);
  }
}

export function drop(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // nothing could be kept, so nothing is left
  }
}

// One place an entry, so that two open tabs never overwrite each other's.
export const keepUnsent = (entry) => write(UNSENT + entry.id, entry);

export function dropUnsent(entry) {
  drop(UNSENT + entry.id);
  if (entry.file) files("readwrite", (all) => all.delete(entry.id)).catch(() => {});
  kept.delete(entry.id);
}

export function unsent() {
  const keys = new Set([...memory.keys()].filter((key) => key.startsWith(UNSENT)));
  try {
    for (let at = 0; at < localStorage.length; at++) {
      const key = localStorage.key(at);
      if (key.startsWith(PREFIX + UNSENT)) keys.add(key.slice(PREFIX.length));
    }
  } catch {
    // only what is in memory
  }
  return [...keys].map(read).filter((entry) => entry && entry.id).sort((a, b) => a.at - b.at || a.nth - b.nth);
}

const kept = new Map(); // files that the database doesn't have yet, or can't take

// At hand at once. Once the database has it the handle is let go: Android takes its right to be read away again.
export async function keepFile(id, file) {
  kept.set(id, file);
  try {
    await files("readwrite", (all) => all.put(file, id));
    kept.delete(id);
  } catch {
    // it stays in memory
  }
}

// The file, null where there is none. Throws where the database can't tell now: Safari's may hang after a reload.
export async function readFile(id) {
  if (kept.has(id)) return kept.get(id);
  let timer = 0;
  const late = new Promise((_, reject) => (timer = setTimeout(reject, PATIENCE, new Error("database"))));
  try {
    return (await Promise.race([files("readonly", (all) => all.get(id)), late])) ?? null;
  } finally {
    clearTimeout(timer);
  }
}

async function files(mode, act) {
  const database = await opened();
  try {
    const transaction = database.transaction("files", mode);
    const request = act(transaction.objectStore("files"));
    await finished(transaction);
    return request.result;
  } finally {
    database.close();
  }
}

function opened() {
  const request = indexedDB.open("sangkien", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("files");
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// A full disk is told only at the end.
function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
}
