// Keys of every page: help, search, places, and going through what is listed. Each key presses a link or button that
// is on the page, so that nothing can be done by key only.

const STORED = "single-keys";
const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
const used = () => localStorage.getItem(STORED) !== "off";
let before = "";
// Between sending a form and the next page, keys would send it twice.
let leaving = false;
addEventListener("pageshow", () => { leaving = false; });
addEventListener("submit", (event) => { leaving = !event.defaultPrevented && event.target.method !== "dialog"; });

const help = document.querySelector("#help");
export function openHelp() {
  if (!help || help.open) return;
  help.showModal();
  help.querySelector("form button").focus({ preventScroll: true });
}

for (const link of document.querySelectorAll("[data-help]")) {
  link.addEventListener("click", (event) => {
    if (help) { event.preventDefault(); openHelp(); }
  });
}
for (const box of document.querySelectorAll("[data-single-keys]")) {
  box.checked = used();
  box.addEventListener("change", () => localStorage.setItem(STORED, box.checked ? "on" : "off"));
}

// Items that j and k go through: rows of a table, or what a page's own module registers.
const rows = [...document.querySelectorAll("[data-rows] tbody tr")];
const mover = { move: moveRow, press: pressKey };
export function useMover(own) { Object.assign(mover, own); }

function moveRow(step) {
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.classList.contains("at"));
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[at]?.classList.remove("at");
  rows[next].classList.add("at");
  const link = rows[next].querySelector("a.open") ?? rows[next].querySelector("a, button");
  link?.focus({ preventScroll: true });
  rows[next].scrollIntoView({ block: "nearest" });
  return true;
}

// A key presses what carries it: data-key on a link or button, the one in focus or on the current item first.
function pressKey(key) {
  const within = [document.activeElement?.closest("[data-item]"), document.querySelector("[data-item].here"), document];
  for (const place of within) {
    const found = place?.querySelector?.(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
    if (found) {
      found.focus();
      found.click();
      // At once, not with the event of opening: the next key is a letter of the note already.
      const noting = found.closest("details.noting[open]");
      noting?.querySelector("textarea").focus();
      return true;
    }
  }
  return false;
}

function places(key) {
  const address = { l: "/", r: "/review", s: "/sources", t: "/stories", p: "/reports" }[key];
  if (address) location.assign(address);
  return Boolean(address);
}

document.addEventListener("keydown", (event) => {
  if (leaving) { if (event.key.length === 1 && !typing(event.target)) event.preventDefault(); return; }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (arrow && !event.shiftKey) { if (mover.move(arrow, true)) event.preventDefault(); return; }
  if (event.key.length !== 1 || !used()) return;
  let done = false;
  if (before === "g") done = places(event.key);
  else if (event.key === "?") { openHelp(); done = true; }
  else if (event.key === "/") { const box = document.querySelector("[data-search]"); box?.focus(); box?.select(); done = Boolean(box); }
  else if (event.key === "j" || event.key === "k") done = mover.move(event.key === "j" ? 1 : -1, false);
  else done = mover.press(event.key);
  before = before === "g" ? "" : event.key === "g" ? "g" : "";
  if (done) event.preventDefault();
});

// Forms that only ask: what is left empty does not go into the address.
for (const form of document.querySelectorAll("form[data-lean]")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData.entries()]) if (value === "") event.formData.delete(name);
  });
}
document.documentElement.dataset.keys = "ready";  // tests wait for it: a key before this is lost
