// Short passing notes above the composer, and the line that says how the connection is.
import { say, word } from "./words.js";

const STATES = { lost: "web-lost", back: "web-back", "": "" };

const note = document.getElementById("notice");
const line = document.getElementById("status");
let noteTimer = 0;
let lineTimer = 0;
let lost = false; // since the line broke, whether that is shown yet or not

export function notice(text) {
  clearTimeout(noteTimer);
  note.textContent = text;
  noteTimer = setTimeout(() => (note.textContent = ""), 3000 + 60 * text.length);
}

export const tell = (key, values) => notice(say(key, values));

// A short break is not worth a word: it is shown only when it lasts.
export function connection(up) {
  if (up === !lost) return;
  lost = !up;
  clearTimeout(lineTimer);
  if (lost) lineTimer = setTimeout(show, 1500, "lost");
  else if (line.dataset.state === "lost") back();
}

function back() {
  show("back");
  lineTimer = setTimeout(show, 2500, "");
}

function show(state) {
  line.dataset.state = state;
  word(line, STATES[state]);
}
