// The page's own words in the person's language, as the server gives them.
import { read, write } from "./store.js";

const PATIENCE = 20_000;

let hello = read("hello") ?? { lang: "vi", texts: {}, name: "", slogan: "", demo: null, limits: {} };

export const current = () => hello;
export const language = () => hello.lang;

// Asks the server for the texts; throws where it can't be reached or something else answers in its place
// (the sign-in page of a Wi-Fi, for one).
export async function greet(lang = null) {
  const known = lang ?? read("lang");
  const query = known ? `lang=${encodeURIComponent(known)}&of=person` : `lang=${encodeURIComponent(navigator.language)}`;
  const answer = await asked(`/chat/hello?${query}`);
  if (!answer || !answer.texts) throw new Error("hello: no texts");
  hello = answer;
  write("hello", answer);
  if (lang) write("lang", answer.lang);
  redraw();
  return answer;
}

async function asked(address) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(address, { credentials: "same-origin", cache: "no-store", signal: stop.signal });
    if (!response.ok) throw new Error(`hello: ${response.status}`);
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

// `[name]` in a text stands for a value.
export function say(key, values = {}) {
  const text = hello.texts[key] ?? "";
  return text.replace(/\[(\w+)\]/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// Sets the element's words now and again whenever the language changes.
export function word(node, key) {
  node.dataset.text = key;
  node.textContent = say(key);
  return node;
}

export function redraw() {
  document.documentElement.lang = hello.lang;
  if (hello.name) {
    document.title = hello.name;
    document.getElementById("campaign-name").textContent = hello.name;
  }
  document.getElementById("campaign-slogan").textContent = hello.slogan ?? "";
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = say(node.dataset.hint);
}

const SPOKEN = { "/start": "web-start-button", "/mine": "web-menu-mine", "/help": "web-menu-help", "/language": "web-menu-language" };

// The key of the words that a person pressed to send this command, or null.
export function commandKey(text) {
  return SPOKEN[/^\/start u_\S+$/.test(text) ? "/start" : text] ?? null;
}
