// What the server tells as it happens; opens the line again by itself and says when it is lost or back.
const LONGEST = 30_000;
const PATIENCE = 12_000; // how long after a sent message something must be heard, else the line is taken for dead
const SLEPT = 120_000; // after a sleep this long a phone's line often only looks open

// `greet`: a promise kept once the server knows this visitor, for a session may be what was refused.
export function listen({ heard, line, greet }) {
  let source = null;
  let delay = 1000;
  let timer = 0;
  let watch = 0;
  let hiddenAt = 0;

  function open() {
    close();
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
    watch = setTimeout(open, PATIENCE);
  }

  function wake() {
    if (source?.readyState !== EventSource.OPEN) begin();
  }

  function seen() {
    if (document.hidden) hiddenAt = Date.now();
    else if (source && hiddenAt && Date.now() - hiddenAt > SLEPT) open();
    else wake();
  }

  addEventListener("online", wake);
  addEventListener("pageshow", (event) => event.persisted && open());
  document.addEventListener("visibilitychange", seen);
  return { begin, close, expect, wake };
}
