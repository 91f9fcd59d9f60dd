// Keeps the newest in view unless the person has scrolled up; then a pill says that there is more below.
import { say } from "./words.js";

const NEAR = 60;
const GAP = 10;

export function makeScroll(log, content, pill) {
  let anchor = null; // the newest bot message: its first line stays in view even when it is longer than the screen
  let stuck = true;
  let unread = false;
  let put = -1; // where we put it ourselves, so that only the person's own scrolling counts

  const bottom = () => log.scrollHeight - log.clientHeight;
  const target = () => (anchor?.isConnected ? Math.min(bottom(), anchor.offsetTop - GAP) : bottom());

  function follow() {
    if (stuck) {
      log.scrollTop = target();
      put = log.scrollTop;
    }
    paint();
  }

  function moved() {
    if (Math.abs(log.scrollTop - put) < 2) return;
    put = -1;
    stuck = log.scrollTop >= target() - NEAR;
    if (stuck) unread = false;
    paint();
  }

  function paint() {
    pill.hidden = stuck ? bottom() - log.scrollTop < NEAR : false;
    pill.textContent = unread ? `${say("web-new")} ↓` : "↓";
    pill.setAttribute("aria-label", say(unread ? "web-new" : "web-down"));
    pill.classList.toggle("small", !unread);
  }

  // The newest message of the bot has come or changed.
  function arrived(node, isNew) {
    if (stuck) anchor = node;
    else if (isNew) unread = true;
    follow();
  }

  function toBottom() {
    anchor = null;
    stuck = true;
    unread = false;
    follow();
  }

  function down() {
    const page = log.clientHeight * 0.8;
    if (unread || bottom() - log.scrollTop < page) return toBottom();
    log.scrollTop += page;
  }

  log.addEventListener("scroll", moved, { passive: true });
  pill.addEventListener("click", down);
  if (window.ResizeObserver) {
    const watch = new ResizeObserver(follow);
    watch.observe(log);
    watch.observe(content);
  }
  return { arrived, follow, toBottom };
}
