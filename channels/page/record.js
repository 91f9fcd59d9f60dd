// Voice messages: press to record (or hold), stop to listen first, cancel, send.
import { tell } from "./notice.js";

const KINDS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const BITS = 32_000; // clear speech for about 0.25 MB a minute
const HOLD = 700;
const LONGEST = 15 * 60;

const byId = (id) => document.getElementById(id);

export function makeRecorder({ send, limits }) {
  const button = byId("record");
  if (!window.MediaRecorder || !navigator.mediaDevices?.getUserMedia) return;
  let recorder = null;
  let asking = false;
  let pieces = [];
  let started = 0;
  let ticking = 0;
  let pressedAt = 0;
  let then = null; // what becomes of the recording once it has stopped: "listen", "send" or null
  let ready = null;

  async function start() {
    if (asking || recorder) return;
    asking = true;
    try {
      const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
      record(sound);
    } catch {
      tell("web-record-refused");
    }
    asking = false;
  }

  function record(sound) {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    recorder = new MediaRecorder(sound, { mimeType, audioBitsPerSecond: BITS });
    then = "listen"; // also where a call or a pulled headset ends it
    pieces = [];
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onstop = () => stopped(sound);
    recorder.start(1000);
    started = Date.now();
    ticking = setInterval(tick, 250);
    show(true, false);
    tick();
  }

  function tick() {
    const seconds = Math.floor((Date.now() - started) / 1000);
    byId("record-time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const bytes = pieces.reduce((sum, piece) => sum + piece.size, 0);
    if (seconds >= LONGEST || bytes > limits().file_bytes * 0.95) stop("listen");
  }

  function stop(next) {
    then = next;
    if (recorder && recorder.state !== "inactive") recorder.stop();
  }

  function stopped(sound) {
    clearInterval(ticking);
    for (const track of sound.getTracks()) track.stop();
    const type = (recorder.mimeType || "audio/webm").split(";")[0];
    recorder = null;
    const file = new File(pieces, `voice.${type.split("/")[1]}`, { type });
    if (then === null || file.size === 0) return show(false, false);
    ready = file;
    if (then === "send") return deliver();
    byId("record-play").src = URL.createObjectURL(file);
    show(true, true);
    byId("record-send").focus();
  }

  function deliver() {
    if (recorder) return stop("send");
    if (ready) send(ready, ready.name, "voice", "");
    cancel();
  }

  function cancel() {
    if (recorder) return stop(null);
    const play = byId("record-play");
    play.pause();
    play.removeAttribute("src");
    ready = null;
    show(false, false);
  }

  function show(on, listening) {
    byId("recording").hidden = !on;
    byId("line").hidden = on;
    byId("record-play").hidden = !listening;
    byId("record-time").hidden = listening;
    byId("record-stop").hidden = listening;
    if (on && !listening) byId("record-stop").focus({ preventScroll: true });
    if (!on) button.focus({ preventScroll: true });
  }

  // A short press leaves it running; letting go after a long one stops it, to be listened to or sent.
  function released() {
    if (pressedAt && recorder && Date.now() - pressedAt > HOLD && Date.now() - started > HOLD) stop("listen");
    pressedAt = 0;
  }

  button.hidden = false;
  button.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pressedAt = Date.now();
    start();
  });
  button.addEventListener("click", start); // by keyboard
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("pointerup", released);
  byId("record-stop").addEventListener("click", () => stop("listen"));
  byId("record-cancel").addEventListener("click", cancel);
  byId("record-send").addEventListener("click", deliver);
}
