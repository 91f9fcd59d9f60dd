// What the server tells as it happens; opens the line again by itself and says when it is lost or back.
const LONGEST = 30_000;
const PATIENCE = 12_000; // how long after a sent message something must be heard, else the line is taken for dead
const HIDDEN = 60_000; // so long out of sight a tab gives its line up, and a phone's line often only looks open

// `greet`: a promise kept once the server knows this visitor, for a session may be what was refused.
export function listen({ heard, line, greet }) {
  let source = null;
  let delay = 1000;
  let timer = 0;
  let watch = 0;
  let hiddenAt = 0;
  let rest = 0;
  let resting = false; // six lines to a server are all that a browser has over HTTP/1.1, posts and pictures included

  function open() {
    close();
    if (resting) return;
    source = new EventSource("/chat/events");
    source.onopen = () => {
      delay = 1000;
      line(true);
    };
    source.onmessage = (message) => {
      clearTimeout(watch);
      heard(message.data);
    };
    source.onerror = () => broken();
  }

  const begin = () => greet().then(open, later);

  function broken() {
    if (source.readyState === EventSource.CLOSED) later();
    else line(false); // the browser itself tries again
  }

  function later() {
    line(false);
    clearTimeout(timer);
    timer = setTimeout(begin, delay * (0.75 + Math.random() / 2));
    delay = Math.min(delay * 2, LONGEST);
  }

  function close() {
    clearTimeout(timer);
    clearTimeout(watch);
    if (source) source.close();
  }

  function expect() {
    clearTimeout(watch);
    if (resting) return;
    watch = setTimeout(open, PATIENCE);
  }

  function wake() {
    if (source?.readyState !== EventSource.OPEN) begin();
  }

  function turned() {
    clearTimeout(rest);
    resting = false;
    if (document.hidden) hide();
    else if (source && hiddenAt && Date.now() - hiddenAt > HIDDEN) open();
    else wake();
  }

  function hide() {
    hiddenAt = Date.now();
    rest = setTimeout(() => {
      resting = true;
      close();
    }, HIDDEN);
  }

  addEventListener("online", wake);
  addEventListener("pageshow", (event) => {
    resting &&= !event.persisted;
    if (event.persisted) open();
  });
  document.addEventListener("visibilitychange", turned);
  if (document.hidden) hide();
  return { begin, close, expect, wake };
}
