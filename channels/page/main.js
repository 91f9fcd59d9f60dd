// Puts the page together: texts, conversation, line to the server, composer, menu, first step.
import { makeComposer } from "./composer.js";
import { make } from "./draw.js";
import { makeLog } from "./log.js";
import { toggle } from "./menu.js";
import { connection, notice, tell } from "./notice.js";
import { makeRecorder } from "./record.js";
import { makeScroll } from "./scroll.js";
import { makeSender } from "./send.js";
import { drop, read, write } from "./store.js";
import { listen } from "./stream.js";
import { current, greet, language, redraw, say, word } from "./words.js";

const ANSWER_WITHIN = 20_000; // so long the three dots say that the bot is at it

const byId = (id) => document.getElementById(id);
const scroll = makeScroll(byId("log"), byId("content"), byId("pill"));
let heardLang = null;
let ready = false;
let typingTimer = 0;

const log = makeLog({
  messages: byId("messages"),
  scroll,
  act: {
    command: speak,
    press: (choice, of, button) => press(choice, of, button),
    confirm: (event) => sender.confirm(event),
    editing: (client) => sender.editing(client),
    retry: () => {
      sender.retry();
      stream.wake();
    },
    edit: (bubble) => composer.change(bubble.client, bubble.text),
    mend,
    copy,
    discard,
  },
});

const sender = makeSender({
  drawn: (entry) => {
    byId("start").hidden = true;
    log.drawn(entry);
  },
  marked: log.mark,
  progress: log.progress,
  sent: (toast, unheard) => {
    if (toast) notice(toast);
    if (unheard) stream.expect();
    if (unheard) typing(true);
  },
  expired: () => stream.begin(),
});

const stream = listen({ heard, line, greet: meet });
const composer = makeComposer({ text: sender.text, file: sender.file, edit });
makeRecorder({ send: sender.file, limits: composer.limits });

// What waits goes as soon as the server is heard again, not only after its pause.
function line(up) {
  connection(up);
  if (up) sender.retry();
}

function speak(command) {
  sender.text(command);
}

function press(choice, of, button) {
  if (sender.pressed(choice.id, of)) return;
  button.classList.add("chosen");
  sender.press(choice.id, of, choice.label);
}

function edit(client, text) {
  const refused = sender.failed(client);
  if (refused) discardAll(client);
  if (refused && refused.edits === undefined) sender.text(text); // the server never had it
  else sender.edit(client, text, log.find(client)?.text); // which may not be told yet
}

function mend(bubble) {
  const refused = sender.failed(bubble.client);
  if (!refused) return;
  if (!refused.file) return composer.change(bubble.client, refused.text);
  discard(bubble);
  composer.giveBack(refused.text);
}

function copy(bubble) {
  getSelection().selectAllChildren(bubble.words);
  if (document.execCommand("copy")) tell("web-copied"); // also works without https
}

function discard(bubble) {
  const first = discardAll(bubble.client);
  if (first && first.edits === undefined) composer.release(bubble.client);
}

// What of a message is not sent yet, and the first of that.
function discardAll(client) {
  const first = sender.discard(client);
  const bubble = log.find(client);
  if (!first || !bubble) return first;
  if (first.edits === undefined || bubble.ghost) log.remove(bubble);
  else log.changed(bubble, first.before ?? bubble.told ?? first.text, false);
  return first;
}

function heard(raw) {
  const event = parsed(raw);
  if (!event) return;
  if (event.type === "ready") return historyTold();
  if (!log.hear(raw, event)) return;
  byId("start").hidden = true;
  if (event.type === "bot") spoken(event);
  else if (event.type === "me" && ready) typing(true);
}

function spoken(event) {
  typing(false);
  heardLang = event.lang;
  if (ready) followLanguage();
}

function historyTold() {
  if (!ready) log.ready();
  ready = true;
  byId("log").setAttribute("aria-busy", "false");
  byId("log").setAttribute("aria-live", "polite");
  followLanguage();
  offerStart();
}

async function followLanguage() {
  if (!heardLang || heardLang === language()) return;
  try {
    await greet(heardLang);
    reword();
  } catch {
    // the next message asks again
  }
}

function reword() {
  log.reword();
  composer.paint();
  drawDemo();
}

function typing(on) {
  clearTimeout(typingTimer);
  byId("typing").hidden = true;
  if (!on) return;
  typingTimer = setTimeout(() => {
    byId("typing").hidden = false;
    scroll.follow();
    typingTimer = setTimeout(() => typing(false), ANSWER_WITHIN);
  }, 400);
}

// The unit's code from its QR picture is remembered until the person presses the button.
function takeUnit() {
  const address = new URL(location.href);
  const code = address.searchParams.get("u");
  if (code === null) return;
  if (/^[\w.-]{1,64}$/.test(code)) write("unit", code);
  address.searchParams.delete("u");
  history.replaceState(null, "", address);
}

function offerStart() {
  const unit = read("unit");
  const offered = unit !== null || (log.empty() && sender.empty());
  byId("start").hidden = !offered;
  byId("start").dataset.unit = unit ?? "";
  if (!offered) return;
  byId("start-text").textContent = unit ? say("web-start-unit", { unit }) : say("web-start-text");
  word(byId("start-button"), "web-start-button");
  scroll.toBottom();
}

function start() {
  const unit = read("unit");
  drop("unit");
  speak(unit ? `/start u_${unit}` : "/start");
}

function drawDemo() {
  const demo = current().demo;
  byId("demo").hidden = !demo;
  if (!demo) return;
  const button = ({ id, label }) =>
    make("button", { type: "button", "aria-pressed": String(id === demo.current), "data-persona": id, onclick: () => become(id) }, label);
  byId("personas").replaceChildren(...demo.personas.map(button));
}

async function become(persona) {
  if (persona === current().demo.current) return;
  if (!sender.empty()) return tell("web-demo-wait");
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch("/demo/persona", { method: "POST", headers, body: JSON.stringify({ persona }) });
    if (!answer.ok) throw new Error(`persona: ${answer.status}`);
    await anew();
    byId("personas").querySelector("[aria-pressed=true]").focus();
  } catch {
    tell("web-lost");
  }
}

function anew() {
  stream.close();
  ready = false;
  heardLang = null;
  typing(false);
  log.clear();
  return stream.begin();
}

async function meet() {
  await greet();
  reword();
  sender.start();
}

function parsed(raw) {
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

// Some phones lay their keyboard over the page; a person who has zoomed in keeps the full height.
function keepAboveKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  const fit = () => {
    const covered = view.scale < 1.01 && innerHeight - view.height > 80;
    document.documentElement.style.setProperty("--height", covered ? `${view.height}px` : "");
  };
  view.addEventListener("resize", fit);
}

takeUnit();
redraw();
keepAboveKeyboard();
sender.restore();
const menu = toggle(byId("menu-button"), byId("menu"));
for (const item of byId("menu").querySelectorAll("[data-command]")) {
  item.addEventListener("click", () => {
    menu.close();
    byId("menu-button").focus();
    speak(item.dataset.command);
  });
}
byId("start-button").addEventListener("click", start);
stream.begin();
