// Small sheets of buttons that open at a press and close by Escape, a press elsewhere, or a choice.
export function toggle(button, sheet) {
  const open = () => set(true);
  const close = () => set(false);

  function set(shown) {
    sheet.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown) sheet.querySelector("button").focus({ preventScroll: true });
  }

  function keyed(event) {
    const items = [...sheet.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(at + step + items.length) % items.length].focus();
    else if (event.key === "Escape") back();
    else return;
    event.preventDefault();
  }

  function back() {
    close();
    button.focus();
  }

  button.addEventListener("click", () => (sheet.hidden ? open() : close()));
  sheet.addEventListener("keydown", keyed);
  document.addEventListener("pointerdown", (event) => {
    if (!sheet.hidden && !sheet.contains(event.target) && !button.contains(event.target)) close();
  });
  sheet.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !sheet.contains(event.relatedTarget) && event.relatedTarget !== button) close();
  });
  return { close };
}
