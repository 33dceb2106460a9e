// Reading a report: going through its claims, showing which words are whose, deciding without leaving the place, and
// selecting words for the form. Without this file all of it works by links and forms.
import { useMover } from "/static/keys.js";

const text = document.querySelector("[data-text]");
const side = document.querySelector("[data-side]");
document.documentElement.classList.add("js");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const still = { behavior: calm ? "auto" : "smooth" };
const cards = () => [...side.querySelectorAll("[data-claim].card")];
const card = (id) => side.querySelector(`.card[data-claim="${id}"]`);
const marks = (id) => text.querySelectorAll(`[data-claims~="${id}"], a[data-claim="${id}"]`);
const narrow = () => matchMedia("(max-width: 60rem)").matches;
let current = null;

function choose(id, { focus = false, jump = true } = {}) {
  for (const part of document.querySelectorAll(".here")) if (part.id !== "add") part.classList.remove("here");
  current = id;
  const chosen = card(id);
  if (!chosen) { history.replaceState(null, "", location.pathname + location.search); return; }
  chosen.classList.add("here");
  for (const part of marks(id)) part.classList.add("here");
  if (focus) chosen.focus({ preventScroll: true });
  inView(chosen, side);
  if (jump) {
    const first = marks(id)[0];
    const box = first?.getBoundingClientRect();
    if (box && (box.top < 60 || box.bottom > innerHeight * 0.6)) first.scrollIntoView({ block: "center", ...still });
  }
  history.replaceState(null, "", `#claim-${id}`);
}

// The list beside the text scrolls on its own; the page itself must not jump.
function inView(part, box) {
  if (box.scrollHeight <= box.clientHeight) return;
  const top = part.offsetTop - box.offsetTop;
  if (top < box.scrollTop || top + part.offsetHeight > box.scrollTop + box.clientHeight) {
    box.scrollTo({ top: top - 12, ...still });
  }
}

useMover({
  move(step) {
    const all = cards();
    const at = all.findIndex((one) => one.dataset.claim === current);
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
    if (next) choose(next.dataset.claim, { focus: true });
    return all.length > 0;
  },
});

text.addEventListener("click", (event) => {
  const part = event.target.closest("[data-claims], a[data-claim]");
  if (!part || String(getSelection())) return;
  event.preventDefault();
  const ids = (part.dataset.claims ?? part.dataset.claim).split(" ");
  // Words of several claims: each click goes one claim further out.
  choose(ids[(ids.indexOf(current) + 1) % ids.length], { jump: false, focus: part.matches("a") });
});
for (const kind of ["mouseover", "mouseout"]) {
  text.addEventListener(kind, (event) => {
    const id = event.target.closest("[data-claims], a[data-claim]");
    const first = id && (id.dataset.claims ?? id.dataset.claim).split(" ")[0];
    if (!first) return;
    for (const part of [card(first), ...marks(first)]) part?.classList.toggle("over", kind === "mouseover");
  });
}
side.addEventListener("focusin", (event) => {
  const one = event.target.closest(".card[data-claim]");
  if (one && one.dataset.claim !== current) choose(one.dataset.claim);
});
side.addEventListener("click", (event) => {
  const one = event.target.closest(".card[data-claim]");
  const link = event.target.closest('a[href^="#claim-"]');
  if (link) { event.preventDefault(); choose(link.hash.slice(7), { focus: true }); }
  else if (one && one.dataset.claim !== current) choose(one.dataset.claim);
});
addEventListener("hashchange", () => location.hash.startsWith("#claim-") && choose(location.hash.slice(7)));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && narrow()) choose(null);
});

side.addEventListener("toggle", (event) => {
  if (event.target.matches(".noting[open]")) event.target.querySelector("textarea").focus();
}, true);

// Deciding: the form's answer is the claim as it now stands.
side.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-act]");
  if (!form) return;
  event.preventDefault();
  const old = form.closest(".card");
  if (old.getAttribute("aria-busy") === "true") return;  // the answer shows what is to be decided about
  old.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "Desk-Fragment": "card" },
    });
    if (answer.redirected || !answer.headers.get("content-type")?.startsWith("text/html")) throw new Error(answer.status);
    const made = document.createElement("template");
    made.innerHTML = await answer.text();
    const now = made.content.querySelector(".card");
    if (!now) throw new Error(answer.status);
    old.replaceWith(now);
    side.querySelector("[data-left]").textContent = side.querySelectorAll('.card[data-state="unreviewed"]').length;
    for (const part of marks(now.dataset.claim)) part.classList.toggle("rejected", now.dataset.state === "rejected");
    choose(now.dataset.claim, { focus: true, jump: false });
    say(now.querySelector(".fault")?.textContent ?? `Claim ${now.querySelector(".no").textContent}: ${now.dataset.state}`);
  } catch {
    form.submit();  // the plain way says what is wrong
  }
});
function say(words) {
  const place = document.querySelector("#said-aloud");
  if (place) place.textContent = words;
}

// The form: words selected in the text go into the field whose key is pressed, or that was used last.
const form = document.querySelector("form.correct");
if (form) {
  let field = null;
  form.addEventListener("focusin", (event) => { if (event.target.dataset.words) field = event.target; });
  form.addEventListener("input", (event) => {
    const at = event.target.dataset.words && form.querySelector(`[data-at="${event.target.dataset.words}"]`);
    if (at) at.value = "";  // typed words are looked up anew
  });
  const put = (into, adding) => {
    const found = selected();
    if (!found || !into) return false;
    const at = form.querySelector(`[data-at="${into.dataset.words}"]`);
    const parts = adding && at.value ? [...at.value.split(",").map((part) => part.split("-").map(Number)), found] : [found];
    parts.sort((one, other) => one[0] - other[0]);
    at.value = parts.map(([start, end]) => `${start}-${end}`).join(",");
    into.value = parts.map(([start, end]) => letters(start, end).replace(/\s+/g, " ").trim()).join(" … ");
    show();
    into.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !String(getSelection())) return;
    const box = event.target.closest?.("input, textarea, select");
    const key = event.code.startsWith("Digit") ? event.code.slice(5) : event.key;
    const into = form.querySelector(`[data-span-key="${CSS.escape(key)}"]`);
    if (into && !box && put(into, event.shiftKey)) event.preventDefault();
  });
  const bar = document.createElement("p");
  bar.className = "spanbar";
  bar.hidden = true;
  for (const into of form.querySelectorAll("[data-words]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = into.closest("label").querySelector("span").firstChild.textContent.trim();
    if (into.dataset.spanKey) button.append(" ", Object.assign(document.createElement("kbd"), { textContent: into.dataset.spanKey }));
    else button.hidden = true;
    button.addEventListener("mousedown", (event) => event.preventDefault());  // keeps the selection
    button.addEventListener("click", (event) => put(into, event.shiftKey));
    into.addEventListener("focus", () => { for (const other of bar.querySelectorAll(".last")) { other.classList.remove("last"); other.hidden = !other.querySelector("kbd"); } button.classList.add("last"); button.hidden = false; });
    bar.append(button);
  }
  text.before(bar);
  bar.setAttribute("aria-label", "Selected words are");
  bar.setAttribute("role", "group");
  document.addEventListener("selectionchange", () => { bar.hidden = !selected(); });
  const show = () => {
    for (const part of text.querySelectorAll(".picked")) part.classList.remove("picked");
    for (const at of form.querySelectorAll("[data-at]")) {
      for (const part of at.value.split(",").filter(Boolean)) {
        const [start, end] = part.split("-").map(Number);
        for (const piece of text.querySelectorAll("[data-at]")) {
          const low = Number(piece.dataset.at);
          if (low < end && low + length(piece.textContent) > start) piece.classList.add("picked");
        }
      }
    }
  };
  // After the browser itself has gone to the place that the address names.
  const begin = () => {
    (form.querySelector(".fault") ?? form.querySelector("textarea")).focus({ preventScroll: true });
    if (narrow()) form.closest(".card").scrollIntoView();
  };
  if (document.readyState === "complete") begin();
  else addEventListener("load", () => requestAnimationFrame(begin));
}

// Offsets are code points of the text; a browser counts UTF-16 units.
function length(words) { return [...words].length; }
function offset(node, place) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const after = node.childNodes[place] ?? null;
    const pieces = [...text.querySelectorAll("span[data-at]")];
    const next = after && pieces.find((piece) => after === piece || after.contains?.(piece) || after.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (next) return Number(next.dataset.at);
    const last = pieces.filter((piece) => node.contains(piece)).at(-1);
    return last ? Number(last.dataset.at) + length(last.textContent) : null;
  }
  const piece = node.parentElement.closest("[data-at]");
  if (!piece) {  // the number of a claim: what follows it
    const next = node.parentElement.nextElementSibling;
    return next?.dataset.at ? Number(next.dataset.at) : null;
  }
  return Number(piece.dataset.at) + length(node.data.slice(0, place));
}
function selected() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  let start = offset(range.startContainer, range.startOffset);
  let end = offset(range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  const words = letters(start, end);
  start += length(words) - length(words.trimStart());
  end -= length(words) - length(words.trimEnd());
  return start < end ? [start, end] : null;
}
function letters(start, end) {
  let words = "";
  let last = null;
  for (const piece of text.querySelectorAll("span[data-at]")) {
    const low = Number(piece.dataset.at);
    const all = [...piece.textContent];
    if (low + all.length <= start || low >= end) continue;
    // Between lines stand line breaks that no piece holds.
    if (last !== null && low > last) words += "\n".repeat(low - last);
    words += all.slice(Math.max(0, start - low), end - low).join("");
    last = Math.min(end, low + all.length);
  }
  return words;
}

const wrong = side.querySelector(".card .fault")?.closest(".card[data-claim]");
const asked = wrong?.dataset.claim ?? (location.hash.startsWith("#claim-") ? location.hash.slice(7) : null);
if (asked) choose(asked, { jump: !(form && narrow()) });
