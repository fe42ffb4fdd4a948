// The box to write in: it grows with its text, Enter sends where the person chose that, and an answer that is changed
// stands in it.
import { Choice } from "./kept.js";

const MOST_ROWS = 8;

// For browsers that cannot do it by themselves.
function grow(box) {
  box.rows = 1;
  while (box.scrollHeight > box.clientHeight && box.rows < MOST_ROWS) box.rows += 1;
}

// Whoever replies to something else changes nothing of the card that stands.
function toChange() {
  return document.getElementById("replying") ? "" : document.getElementById("options").dataset.fills;
}

let filled = toChange(); // as the page came

// Whether words stand in the box that the person wrote.
export function isOwn(box) {
  return box.value.trim() !== "" && box.value !== filled;
}

// Puts the answer that the card changes in the box, never in the place of words that are not sent.
export function fillBox(box) {
  if (isOwn(box)) return;
  box.value = filled = toChange();
  box.dispatchEvent(new Event("change"));
}

// A key that ends a word being put together (Japanese, say) sends nothing.
function sends(event, chosen) {
  if (event.key !== "Enter" || event.isComposing) return false;
  return event.ctrlKey || event.metaKey || (chosen && !event.shiftKey);
}

export function prepareBox(box, reader) {
  const choice = new Choice("enter", reader);
  const wish = document.getElementById("enter-sends");

  function choose(chosen) {
    wish.checked = chosen;
    box.enterKeyHint = chosen ? "send" : "enter";
  }

  choose(choice.made);
  wish.addEventListener("change", () => choose((choice.made = wish.checked)));
  box.addEventListener("keydown", (event) => {
    if (!sends(event, wish.checked)) return;
    event.preventDefault();
    box.form.requestSubmit();
  });
  // Whoever is writing goes on writing: a tap that sends does not close the keyboard.
  box.form.querySelector("button").addEventListener("mousedown", (event) => {
    if (document.activeElement === box) event.preventDefault();
  });
  if (CSS.supports("field-sizing", "content")) return;
  for (const moment of ["input", "change"]) box.addEventListener(moment, () => grow(box));
  grow(box);
}
