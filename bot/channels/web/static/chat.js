// The conversation, enhanced. Without this file the forms post and the page comes back; with it a message is kept on
// the phone until the records have it, and answers appear as they are written. Its words are in chat.html.
import { Choice, Draft, Unsent, whenLeft } from "./kept.js";
import { look } from "./session.js";
import {
  addEntries, byToken, dropPending, followEnd, merge, newest, parts, replaceOptions, restOptions, scrollTo, showPending,
  showState,
} from "./transcript.js";

const FIRST_WAIT = 2000; // milliseconds
const LONGEST_WAIT = 30000;
const MOST_ROWS = 8;

const chat = document.getElementById("chat");
const box = document.getElementById("text");
const note = document.getElementById("unsent");
const words = chat.dataset;
const unsent = new Unsent(words.reader);
const draft = new Draft(words.reader);

let sending = false;
let wait = FIRST_WAIT;
let timer = null;
let stream = null;
let dropped = false;

// ---- sending ----

// Made from random bytes: crypto.randomUUID is missing where a page is served without https.
function freshToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function messageFrom(form, button) {
  const typed = form.dataset.send === "text";
  const value = typed ? box.value.trim() : button.value;
  const label = typed ? value : button.textContent.trim();
  const message = { token: freshToken(), name: typed ? "text" : button.name, value, label, typed };
  if (!typed) return message;
  return { ...message, card: draft.card ?? standing(), begun: draft.begun ?? Date.now(), repliesTo: repliesTo() };
}

// The card that the page shows, which words written from now on answer.
function standing() {
  return document.getElementById("options").dataset.card;
}

function repliesTo() {
  const field = box.form.querySelector("input[name=replies_to]");
  return field ? field.value : "";
}

function clearBox() {
  box.value = "";
  box.dispatchEvent(new Event("change"));
  draft.clear();
  box.form.querySelectorAll("input[name=replies_to], #replying").forEach((part) => part.remove());
}

// What is written answers the card that stood when it was begun, whatever comes meanwhile.
function typed() {
  if (!draft.text) {
    draft.card = standing();
    draft.begun = Date.now();
  }
  draft.text = box.value;
  if (!box.value.trim()) draft.clear();
}

function send(event) {
  event.preventDefault();
  const form = event.target;
  const button = event.submitter || form.querySelector("button");
  if (button.dataset.ends !== undefined && isOwn(box)) {
    note.textContent = words.inBox;
    box.focus();
    return;
  }
  const message = messageFrom(form, button);
  if (!message.value) {
    box.focus();
    return;
  }
  unsent.keep(message);
  if (message.typed) clearBox();
  restOptions();
  showPending(message);
  showState(message, words.sending);
  scrollTo(byToken(message.token));
  drain();
}

async function ask(address, options) {
  const signal = AbortSignal.timeout(LONGEST_WAIT); // a dead line looks like a slow one; the token makes asking again safe
  const response = await fetch(address, { credentials: "same-origin", signal, ...options });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const chat = page.getElementById("chat"); // another person may have signed in meanwhile, in another tab
  return { status: response.status, page, isChat: chat !== null && chat.dataset.reader === words.reader };
}

function post(message) {
  const csrf = chat.querySelector("input[name=csrf]").value;
  const body = new URLSearchParams({ csrf, token: message.token, after: newest(), [message.name]: message.value });
  if (message.typed && message.card !== undefined) body.set("card", message.card);
  // A length of time, not an hour: this machine's clock may be wrong.
  if (message.begun) body.set("begun", Math.max(0, Date.now() - message.begun));
  if (message.repliesTo) body.set("replies_to", message.repliesTo);
  return ask(words.action, { method: "POST", body });
}

// Brings the page up to date; false where the person is signed out.
async function refresh() {
  const answer = await ask(location.pathname + location.search);
  if (answer.status === 200 && answer.isChat) merge(answer.page);
  return answer.status >= 500 || answer.isChat;
}

function confirmed(message, page) {
  unsent.release(message);
  wait = FIRST_WAIT;
  const spoken = merge(page);
  dropPending(message);
  scrollTo(spoken);
}

async function refused(message, page) {
  unsent.release(message);
  dropPending(message);
  if (message.typed && !box.value) {
    draft.text = box.value = message.value;
    draft.card = message.card;
    draft.begun = message.begun;
  }
  await refresh();
  const notice = page.getElementById("wrong");
  return (notice && notice.textContent.trim()) || words.refused;
}

// Returns the sentence to show, or an empty one once the records have the message.
async function outcome(message, answer) {
  if (answer.status === 200 && answer.isChat) {
    confirmed(message, answer.page);
    return "";
  }
  if (answer.status >= 500 || [408, 425, 429].includes(answer.status)) return words.unsent;
  if (![200, 401, 403].includes(answer.status)) return refused(message, answer.page);
  return (await refresh()) ? words.unsent : words.signedOut;
}

async function deliver(message) {
  try {
    return await outcome(message, await post(message));
  } catch {
    return words.unsent; // the records cannot be reached
  }
}

async function drain() {
  if (sending || !unsent.messages.length) return;
  sending = true;
  clearTimeout(timer);
  let sentence = "";
  while (unsent.messages.length && !sentence) sentence = await deliver(unsent.messages[0]);
  sending = false;
  unsent.messages.forEach((message) => showState(message, words.waiting));
  if (note.textContent !== sentence) note.textContent = sentence;
  if (unsent.messages.length || stream.readyState === EventSource.CLOSED) later();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(retry, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

function retry() {
  if (stream.readyState === EventSource.CLOSED) listen();
  drain();
}

// ---- the box: it grows with its text, Enter sends where the person chose that, and an answer that is changed stands in it ----

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
function isOwn(box) {
  return box.value.trim() !== "" && box.value !== filled;
}

// Puts the answer that the card changes in the box, never in the place of words that are not sent.
function fillBox(box) {
  if (isOwn(box)) return;
  box.value = filled = toChange();
  box.dispatchEvent(new Event("change"));
}

// A key that ends a word being put together (Japanese, say) sends nothing.
function sends(event, chosen) {
  if (event.key !== "Enter" || event.isComposing) return false;
  return event.ctrlKey || event.metaKey || (chosen && !event.shiftKey);
}

function prepareBox(box, reader) {
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

// ---- listening ----

async function reconnected() {
  if (!dropped) return;
  dropped = false;
  wait = FIRST_WAIT;
  await refresh().catch(() => false); // what is missed here comes with the next message
  drain();
}

function listen() {
  const joint = words.stream.includes("?") ? "&" : "?";
  stream = new EventSource(`${words.stream}${joint}after=${encodeURIComponent(newest())}`);
  stream.addEventListener("entry", (event) => addEntries(parts(event.data)));
  stream.addEventListener("options", (event) => replaceOptions(parts(event.data)[0]));
  stream.addEventListener("left", ended);
  stream.addEventListener("open", reconnected);
  stream.addEventListener("error", () => {
    dropped = true;
    if (stream.readyState !== EventSource.CLOSED) return;
    later();
    look(); // refused: perhaps the session is over
  });
}

// ---- beginning ----

// Somebody else signed in here, or the person signed out: nothing is written down any more (session.js leads away).
function left() {
  stream.close();
  box.value = "";
  unsent.messages = [];
}

// The session of this page is over. Where the same person came in anew here, their words are still theirs.
async function ended() {
  left();
  if (await look()) location.reload();
}

function restore() {
  unsent.messages.forEach(showPending);
  unsent.messages.forEach((message) => showState(message, words.sending));
  if (draft.text && !isOwn(box)) box.value = draft.text;
  if (!location.hash) scrollTo(document.getElementById("newest"));
  // Once the page has gone to its fragment, which takes the focus.
  if (repliesTo()) window.addEventListener("load", () => setTimeout(() => box.focus({ preventScroll: true })));
  document.documentElement.classList.add("us-scripted");
}

document.addEventListener("submit", (event) => event.target.dataset.send && send(event));
document.addEventListener("asked", () => fillBox(box));
box.addEventListener("input", typed);
window.addEventListener("online", retry);
window.addEventListener("pageshow", (event) => event.persisted && retry());
whenLeft(words.reader, left);
restore();
prepareBox(box, words.reader);
followEnd();
listen();
drain();
