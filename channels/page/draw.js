// Turns what was said into elements; people's and the bot's words only ever become text, never markup.
import { word } from "./words.js";

const STRESS = { b: "strong", i: "em", code: "code" };
const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}…]|(^|[\s(])(\/[a-z]{2,}(?:_[A-Za-z0-9]+)?)(?![\p{L}\p{N}_/])/gu;

export function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function worded(tag, key, given = {}) {
  return word(make(tag, given), key);
}

// `marks` are [start, end, kind] in Unicode code points, as the server counts.
export function rich(text, marks, onCommand) {
  const points = Array.from(text);
  const edges = new Set([0, points.length]);
  for (const [start, end] of marks) edges.add(start).add(end);
  const sorted = [...edges].filter((edge) => edge <= points.length).sort((a, b) => a - b);
  const whole = document.createDocumentFragment();
  for (let at = 0; at + 1 < sorted.length; at++) {
    const [from, to] = [sorted[at], sorted[at + 1]];
    const over = marks.filter(([start, end, kind]) => start <= from && end >= to && kind in STRESS);
    const piece = linked(points.slice(from, to).join(""), onCommand);
    whole.append(over.reduceRight((inside, mark) => make(STRESS[mark[2]], {}, inside), piece));
  }
  return whole;
}

function linked(text, onCommand) {
  const piece = document.createDocumentFragment();
  let done = 0;
  for (const found of text.matchAll(LINK)) {
    const [whole, before, command] = found;
    piece.append(text.slice(done, found.index));
    if (command) piece.append(before, commandButton(command, onCommand));
    else piece.append(make("a", { href: whole, target: "_blank", rel: "noopener noreferrer" }, whole));
    done = found.index + whole.length;
  }
  piece.append(text.slice(done));
  return piece;
}

function commandButton(command, onCommand) {
  return make("button", { type: "button", class: "command", onclick: () => onCommand(command) }, command);
}

export function choiceRows(rows, onPress) {
  const row = (choices) => make("div", { class: "row" }, ...choices.map((choice) => choiceButton(choice, onPress)));
  return make("div", { class: "choices", "data-testid": "choices" }, ...rows.filter((one) => one.length).map(row));
}

function choiceButton(choice, onPress) {
  const pressed = (event) => onPress(choice, event.currentTarget);
  const given = { type: "button", class: "choice", dir: "auto", "data-testid": "choice", "data-choice": choice.id };
  return make("button", { ...given, onclick: pressed }, choice.label);
}

// A file of the server (its address must be on this server) or one of this phone (blob:).
export function attachment({ name, url, mime, kind }, onLoad) {
  const address = safe(url);
  const type = kind ?? kindOf(mime);
  if (!address) return fileCard("span", name, {});
  if (type === "photo") {
    const image = make("img", { src: address, alt: name, class: "photo", loading: "eager", decoding: "async" });
    image.addEventListener("load", onLoad);
    return make("a", { href: address, target: "_blank", rel: "noopener", class: "picture", "data-testid": "file" }, image);
  }
  if (type === "voice") {
    return make("audio", { src: address, controls: true, preload: "metadata", "aria-label": name, "data-testid": "file" });
  }
  return fileCard("a", name, { href: address, download: name });
}

function fileCard(tag, name, given) {
  return make(tag, { ...given, class: "document", "data-testid": "file" }, make("bdi", {}, name || "…"));
}

export function kindOf(mime) {
  if (/^image\/(?!svg|tiff|hei[cf])/.test(mime ?? "")) return "photo";
  return /^audio\//.test(mime ?? "") ? "voice" : "document";
}

function safe(url) {
  if (!url) return null;
  if (url.startsWith("blob:")) return url;
  const address = new URL(url, location.href);
  return address.origin === location.origin ? address.href : null;
}

// What stands under one's own message: its state, and what can be done about it.
export function foot({ state, error, first }, act) {
  const button = (key, action, testid) =>
    worded("button", key, { type: "button", class: "plain", "data-testid": testid, onclick: action });
  if (state === "waiting") {
    const retry = first ? button("web-retry", act.retry, "retry") : null;
    return [worded("span", "web-waiting", { class: "warn" }), retry, button("web-discard", act.discard, "discard")];
  }
  if (state === "failed") {
    const said = make("span", { class: "warn", "data-testid": "error" }, error);
    const mend = act.edit ? button("web-edit", act.edit, "mend") : null;
    return [said, mend, button("web-copy", act.copy, "copy"), button("web-discard", act.discard, "discard")];
  }
  return state === "sending" ? [worded("span", "web-sending", { class: "late" })] : [];
}
