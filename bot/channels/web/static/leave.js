// Signing out, enhanced: says what this browser still keeps, and takes it away once the person is signed out. Without
// this file the server asks the browser to clear what it keeps. Its words are in leave.html.
import { Draft, Unsent, announce, forget } from "./kept.js";

const form = document.getElementById("leave");
const note = document.getElementById("unsent");
const words = form.dataset;
const { reader } = document.body.dataset;

function kept() {
  const waiting = new Unsent(reader).messages.length;
  const sentences = [];
  if (waiting === 1) sentences.push(words.one);
  if (waiting > 1) sentences.push(words.many.replace("{n}", waiting));
  if (new Draft(reader).text) sentences.push(words.draft);
  return sentences;
}

function tell() {
  const paragraphs = kept().map((sentence) => {
    const paragraph = document.createElement("p");
    paragraph.className = "govuk-body";
    paragraph.textContent = sentence;
    return paragraph;
  });
  note.replaceChildren(...paragraphs);
  note.hidden = !paragraphs.length;
}

async function leave(event) {
  event.preventDefault();
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", credentials: "same-origin", body });
    if (!answer.ok) throw new Error("still signed in");
    forget();
    announce("");
    location.replace(answer.url);
  } catch {
    form.submit(); // shows what went wrong; what is kept stays
  }
}

form.addEventListener("submit", leave);
window.addEventListener("pageshow", tell);
window.addEventListener("storage", tell);
