// Keeps on the phone what the server does not have yet: unsent messages, unfinished words, the last texts of the page.
const PREFIX = "sangkien.";
const UNSENT = "unsent.";
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

const kept = new Map(); // files of this visit, also where the browser has no database

export async function keepFile(id, file) {
  kept.set(id, file);
  await files("readwrite", (all) => all.put(file, id)).catch(() => {});
}

export async function readFile(id) {
  return kept.get(id) ?? (await files("readonly", (all) => all.get(id)).catch(() => null)) ?? null;
}

async function files(mode, act) {
  const database = await opened();
  try {
    return await settled(act(database.transaction("files", mode).objectStore("files")));
  } finally {
    database.close();
  }
}

function opened() {
  const request = indexedDB.open("sangkien", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("files");
  return settled(request);
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
