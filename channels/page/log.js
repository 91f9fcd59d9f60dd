// The conversation as it stands: which bubble is which message, in which order, and nothing twice.
import { attachment, choiceRows, foot, make, rich, worded } from "./draw.js";
import { readFile } from "./store.js";
import { commandKey, language, say } from "./words.js";

const PAUSE = 15 * 60_000; // after a pause this long the time of day is shown

export function makeLog({ messages, scroll, act }) {
  let seen = new Set(); // events as they came, so that one told again after a reconnect changes nothing
  let bots = new Map();
  let mine = new Map();
  let newest = null;
  let lastAt = 0;
  let live = false;

  function clear() {
    [seen, bots, mine, newest, lastAt, live] = [new Set(), new Map(), new Map(), null, 0, false];
    messages.replaceChildren();
  }

  function hear(raw, event) {
    if (seen.has(raw)) return false;
    seen.add(raw);
    if (event.type === "bot") hearBot(event);
    if (event.type === "me") hearMe(event);
    return true;
  }

  function hearBot(event) {
    const known = bots.get(event.replaces) ?? bots.get(event.id);
    if (known && known.id !== event.id && !event.replaces) return; // a newer one stands in its place already
    const bubble = known ?? { node: make("div", { class: "message bot", "data-testid": "bot" }) };
    bubble.id = event.id;
    bots.set(event.id, bubble);
    paintBot(bubble.node, event);
    if (event.replaces) forgetPresses(event.replaces);
    if (!known) place(bubble.node, event.at);
    if (!known) promote(bubble.node);
    if (bubble.node === newest) scroll.arrived(bubble.node, !known);
  }

  function paintBot(node, event) {
    const held = node.contains(document.activeElement) ? document.activeElement.dataset.choice ?? "" : null;
    node.dataset.id = event.id;
    node.lang = event.lang;
    const said = make("div", { class: "bubble", dir: "auto" }, worded("span", "web-by-bot", { class: "unseen" }));
    if (event.file) said.append(attachment(event.file, scroll.follow));
    if (event.text) said.append(make("div", { class: "words" }, rich(event.text, event.marks ?? [], act.command)));
    const press = (choice, button) => act.press(choice, event.id, button);
    const choices = event.choices?.length ? choiceRows(event.choices, press) : null;
    node.replaceChildren(said, ...(choices ? [choices] : []));
    if (held !== null) refocus(node, held);
  }

  // A message that is drawn anew in its place is the answer itself: what was pressed on it would only pile up below.
  function forgetPresses(of) {
    for (const bubble of mine.values()) if (bubble.of === of) bubble.node.remove();
  }

  // Whoever pressed a button by keyboard stays where they were when the message is drawn anew.
  function refocus(node, held) {
    const buttons = [...node.querySelectorAll("[data-choice]")];
    const next = buttons.find((button) => button.dataset.choice === held) ?? buttons[0];
    (next ?? document.getElementById("log")).focus({ preventScroll: true });
  }

  function promote(node) {
    if (newest) newest.classList.remove("newest");
    newest = node;
    newest.classList.add("newest");
  }

  function hearMe(event) {
    const known = mine.get(event.client) ?? mine.get(event.id);
    act.confirm(event);
    if (!known) return addHeard(event);
    const changing = act.editing(known.client);
    if (event.edited && !changing) changed(known, event.text);
    if (known.settled) return;
    known.settled = true;
    if (known.ghost) place(known.node, event.at);
    if (known.ghost) known.told = event.text;
    known.ghost = false;
    paintState(known, changing ? known.now : { state: "sent" });
  }

  function addHeard(event) {
    const text = event.label ?? event.text;
    const bubble = add(event.client ?? event.id, { text, pressed: event.label !== null && event.label !== undefined });
    bubble.settled = true;
    bubble.of = event.of;
    bubble.edited = event.edited;
    showFiles(bubble, event.files ?? []);
    place(bubble.node, event.at);
    paintState(bubble, { state: "sent" });
    scroll.follow();
  }

  // One's own message, drawn before the server has it.
  function drawn(entry) {
    if (entry.edits !== undefined) return changeDrawn(entry);
    if (mine.has(entry.id)) return;
    const bubble = add(entry.id, { text: entry.label ?? entry.text, pressed: entry.choice !== undefined });
    bubble.of = entry.of;
    const time = live ? timeLine(entry.at) : null;
    messages.append(...(time ? [time] : []), bubble.node);
    if (entry.file) showOwn(bubble, entry);
    if (entry.choice === undefined) scroll.toBottom();
    else scroll.follow();
  }

  function changeDrawn(entry) {
    const bubble = mine.get(entry.edits) ?? ghost(entry);
    changed(bubble, entry.text);
  }

  // A change left from the last visit, whose message the server has not told again yet.
  function ghost(entry) {
    const bubble = add(entry.edits, { text: entry.text });
    bubble.ghost = true;
    messages.append(bubble.node);
    return bubble;
  }

  function add(client, { text, pressed = false }) {
    const words = make("div", { class: "words" });
    const files = make("div", { class: "files" });
    const state = make("span", { class: "tick", "data-testid": "state" });
    const under = make("div", { class: "foot" });
    const by = worded("span", "web-by-me", { class: "unseen" });
    const said = make("div", { class: "bubble", dir: "auto" }, by, files, words, state);
    const edit = worded("button", "web-edit", { type: "button", class: "plain edit", "data-testid": "edit" });
    const node = make("div", { class: "message me", "data-testid": "me", "data-client": client }, edit, said, under);
    const bubble = { client, node, words, files, state, under, pressed, edit, edited: false, settled: false };
    edit.addEventListener("click", () => act.edit(bubble));
    mine.set(client, bubble);
    node.classList.toggle("pressed", pressed);
    setText(bubble, text ?? "");
    return bubble;
  }

  function setText(bubble, text) {
    bubble.text = text;
    const key = bubble.pressed ? null : commandKey(text);
    if (key) bubble.words.replaceChildren(worded("span", key));
    else bubble.words.textContent = text;
    bubble.words.hidden = !text;
    bubble.edit.hidden = bubble.pressed || text === "" || text.startsWith("/") || bubble.files.childElementCount > 0;
  }

  function changed(bubble, text, edited = true) {
    bubble.edited = edited;
    setText(bubble, text);
    paintState(bubble, bubble.now ?? { state: "sent" });
  }

  function showFiles(bubble, files) {
    bubble.files.replaceChildren(...files.map((file) => attachment(file, scroll.follow)));
    setText(bubble, bubble.text);
  }

  async function showOwn(bubble, entry) {
    showFiles(bubble, [{ name: entry.file.name, kind: entry.file.kind, url: null }]);
    const file = await readFile(entry.id).catch(() => null);
    if (file) showFiles(bubble, [{ name: entry.file.name, kind: entry.file.kind, url: URL.createObjectURL(file) }]);
  }

  function mark(client, state, error, first) {
    const bubble = mine.get(client);
    if (!bubble) return;
    if (state === "sent" && !bubble.ghost) bubble.settled = true;
    paintState(bubble, { state, error, first });
  }

  function paintState(bubble, now) {
    const same = bubble.now && ["state", "error", "first", "moving"].every((part) => bubble.now[part] === now[part]);
    bubble.now = now;
    bubble.node.dataset.state = now.state;
    const done = now.state === "sent";
    bubble.state.textContent = `${bubble.edited ? `${say("web-edited")} ` : ""}${done ? "✓" : ""}`;
    if (same) return;
    const edit = bubble.text && !bubble.pressed ? () => act.mend(bubble) : null;
    const own = { retry: act.retry, edit, copy: () => act.copy(bubble), discard: () => act.discard(bubble) };
    paintFoot(bubble, foot(now, own).filter(Boolean));
    scroll.follow();
  }

  // Whoever pressed a button there by keyboard stays at it, or at the message until the button is back.
  function paintFoot(bubble, parts) {
    const active = document.activeElement;
    const inside = bubble.under.contains(active);
    if (inside) bubble.held = active.dataset.text;
    bubble.under.replaceChildren(...parts);
    if (!inside && active !== bubble.node) return;
    const again = parts.find((part) => part.tagName === "BUTTON" && part.dataset.text === bubble.held);
    bubble.node.tabIndex = -1;
    (again ?? bubble.node).focus({ preventScroll: true });
  }

  function progress(client, share) {
    const bubble = mine.get(client);
    if (!bubble || !["sending", "waiting"].includes(bubble.now?.state)) return;
    const bar = bubble.under.querySelector("progress") ?? make("progress", { max: 1, "aria-label": say("web-sending") });
    bar.value = share;
    if (bar.isConnected) return;
    bubble.under.firstElementChild.replaceWith(bar);
    bubble.now = { ...bubble.now, moving: true };
  }

  function remove(bubble) {
    const held = bubble.node.contains(document.activeElement);
    mine.delete(bubble.client);
    bubble.node.remove();
    bots.get(bubble.of)?.node.querySelector(".chosen")?.classList.remove("chosen");
    if (held) document.getElementById("log").focus({ preventScroll: true });
  }

  // What the server tells stands above what it does not have yet.
  function place(node, at) {
    const unsent = live ? ".me[data-state=sending], .me[data-state=waiting]" : ".me:not([data-state=sent])";
    const before = messages.querySelector(unsent);
    const time = timeLine(at);
    if (time) messages.insertBefore(time, before);
    messages.insertBefore(node, before);
  }

  function timeLine(at) {
    const then = new Date(at).getTime();
    const pause = then > lastAt + PAUSE;
    lastAt = Math.max(lastAt, then || 0);
    if (!pause) return null;
    const node = make("time", { class: "when", datetime: new Date(at).toISOString() });
    node.textContent = clock(then);
    return node;
  }

  function reword() {
    for (const node of messages.querySelectorAll("time")) node.textContent = clock(Date.parse(node.dateTime));
    for (const bubble of mine.values()) paintState(bubble, bubble.now ?? { state: "sent" });
  }

  const empty = () => !messages.querySelector(".message");
  const find = (client) => mine.get(client) ?? null;
  const ready = () => (live = true);
  return { hear, drawn, mark, progress, clear, empty, find, ready, reword, remove, changed };
}

function clock(then) {
  const today = new Date(then).toDateString() === new Date().toDateString();
  const day = today ? {} : { weekday: "short", day: "numeric", month: "numeric" };
  return new Intl.DateTimeFormat(language(), { ...day, hour: "2-digit", minute: "2-digit" }).format(then);
}
