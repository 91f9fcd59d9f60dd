// Where one writes: text that is never lost, picked files with their captions, changing what was said.
import { kindOf, make, worded } from "./draw.js";
import { toggle } from "./menu.js";
import { notice, tell } from "./notice.js";
import { shrunk } from "./photo.js";
import { drop, read, write } from "./store.js";
import { current, say } from "./words.js";

const byId = (id) => document.getElementById(id);
const touch = matchMedia("(hover: none) and (pointer: coarse)");

export function makeComposer({ text: sendText, file: sendFile, edit: sendEdit }) {
  const text = byId("text");
  let changing = null; // { client, shelved }: whose words are in the box, and what stood there before
  let picked = [];

  const limits = () => ({ text: 8000, file_bytes: 20 * 1024 * 1024, ...current().limits });

  function typed() {
    keep();
    paint();
  }

  function keep() {
    if (text.value || changing) write("draft", { text: text.value, changing });
    else drop("draft");
  }

  function paint() {
    const over = Array.from(text.value).length - limits().text;
    byId("too-long").hidden = over <= 0;
    if (over > 0) byId("too-long").textContent = say("web-too-long", { most: limits().text, over });
    byId("editing").hidden = changing === null;
    byId("picked").hidden = picked.length === 0;
    byId("composer").classList.toggle("filled", text.value.trim() !== "" || picked.length > 0 || changing !== null);
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
  }

  function submit(event) {
    event?.preventDefault();
    const words = text.value.trim();
    if (Array.from(words).length > limits().text) return notice(byId("too-long").textContent);
    if (picked.some((one) => !one.ready)) return tell("web-preparing");
    if (changing) return words && finishChange(words);
    if (picked.length) sendPicked(words);
    else if (words) sendText(words);
    fill("");
    if (!touch.matches) text.focus();
  }

  function finishChange(words) {
    const { client, shelved } = changing;
    changing = null;
    sendEdit(client, words);
    fill(shelved);
  }

  function sendPicked(caption) {
    const all = picked;
    picked = [];
    byId("picked").replaceChildren();
    all.forEach((one, at) => sendFile(one.file, one.file.name, kindOf(one.file.type), at === 0 ? caption : ""));
  }

  function fill(words) {
    text.value = words;
    typed();
  }

  function change(client, words) {
    changing = { client, shelved: changing ? changing.shelved : text.value };
    fill(words);
    text.focus();
    text.setSelectionRange(words.length, words.length);
  }

  function stopChange() {
    const shelved = changing?.shelved ?? "";
    changing = null;
    fill(shelved);
    text.focus();
  }

  // Words that came back go in front of what is being written, so that neither is lost.
  function giveBack(words) {
    if (changing) changing.shelved = both(words, changing.shelved);
    fill(changing ? text.value : both(words, text.value));
    text.focus();
  }

  // The message that is being changed is gone: what is written is a new one.
  function release(client) {
    if (changing?.client !== client) return;
    const { shelved } = changing;
    changing = null;
    fill(both(text.value, shelved));
  }

  function attach(files) {
    if (changing) stopChange();
    for (const file of files) attachOne(file);
    paint();
  }

  async function attachOne(file) {
    const one = { file, ready: false };
    picked.push(one);
    one.file = await shrunk(file);
    one.ready = true;
    if (!picked.includes(one)) return;
    if (one.file.size > limits().file_bytes) {
      picked = picked.filter((other) => other !== one);
      tell("web-file-too-big", { name: file.name, most: Math.floor(limits().file_bytes / 1048576) });
    } else if (one.file.size === 0) {
      picked = picked.filter((other) => other !== one);
      tell("web-file-empty", { name: file.name });
    } else {
      byId("picked").append(card(one));
    }
    paint();
  }

  function card(one) {
    const remove = worded("button", "web-remove", { type: "button", class: "plain", "data-testid": "picked-remove" });
    const photo = kindOf(one.file.type) === "photo";
    const image = make(photo ? "img" : "span", photo ? { src: URL.createObjectURL(one.file), alt: "" } : { class: "document" });
    const size = `${Math.max(1, Math.round(one.file.size / 1024)).toLocaleString(current().lang)} kB`;
    const name = make("span", { class: "name" }, make("bdi", {}, one.file.name), make("small", {}, size));
    const whole = make("div", { class: "card", "data-testid": "picked-file" }, image, name, remove);
    remove.addEventListener("click", () => {
      picked = picked.filter((other) => other !== one);
      whole.remove();
      paint();
      text.focus();
    });
    return whole;
  }

  function pressed(event) {
    if (event.isComposing || event.keyCode === 229) return; // the key belongs to the Telex or Korean input
    if (event.key === "Escape" && changing) return stopChange();
    if (event.key === "Enter" && !event.shiftKey && !touch.matches) submit(event);
  }

  function pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    attach(files);
  }

  function dropped(event) {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    attach([...event.dataTransfer.files]);
  }

  function pickers() {
    const sheet = toggle(byId("attach-button"), byId("attach"));
    for (const button of byId("attach").querySelectorAll("[data-pick]")) {
      const input = byId(`pick-${button.dataset.pick}`);
      button.addEventListener("click", () => (sheet.close(), input.click()));
      input.addEventListener("change", () => {
        attach([...input.files]);
        input.value = "";
      });
    }
  }

  function begin() {
    const draft = read("draft");
    changing = draft?.changing ?? null;
    text.value = draft?.text ?? "";
    if (touch.matches) text.setAttribute("enterkeyhint", "enter");
    text.addEventListener("input", typed);
    text.addEventListener("keydown", pressed);
    text.addEventListener("paste", pasted);
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", dropped);
    addEventListener("resize", paint);
    byId("composer").addEventListener("submit", submit);
    byId("editing-cancel").addEventListener("click", stopChange);
    pickers();
    paint();
  }

  begin();
  return { change, giveBack, limits, paint, release };
}

const both = (...words) => words.filter(Boolean).join("\n");
