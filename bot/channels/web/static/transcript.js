// What is shown of the conversation: entries, the answers to tap, and messages on their way.

const entries = document.getElementById("entries");
const pending = document.getElementById("pending");

const find = (name, value) => entries.querySelector(`[data-${name}="${CSS.escape(value)}"]`);

let reading = null; // the entry that is to be read: its answers may come after it

export const byToken = (token) => find("token", token);

export function newest() {
  const settled = entries.querySelectorAll("[data-entry]");
  return settled.length ? settled[settled.length - 1].dataset.entry : "";
}

// Writes only what is new: whatever is written again is read out again.
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function nearEnd() {
  return window.innerHeight + window.scrollY > document.documentElement.scrollHeight - 160;
}

// To the end of the page, but never past the top of what is new; the head of the page hides neither.
export function scrollTo(entry) {
  if (!entry) return;
  reading = entry;
  entry.scrollIntoView({ block: "start" });
}

// What the newest card asks, where it is a card that asks.
function asked() {
  const cards = entries.querySelectorAll(".us-entry--bot");
  return cards.length ? cards[cards.length - 1].querySelector(".us-said--ask") : null;
}

// A keyboard that opens makes the page shorter, and a box that grows takes its room: whoever was at the end stays there,
// but what is asked stays in sight above its answers.
export function followEnd() {
  let ended = nearEnd();
  const follow = () => {
    if (!ended) return;
    window.scrollTo({ top: document.documentElement.scrollHeight });
    asked()?.scrollIntoView({ block: "nearest" });
  };
  window.addEventListener("scroll", () => (ended = nearEnd()), { passive: true });
  new ResizeObserver(follow).observe(document.querySelector(".us-dock"));
  window.addEventListener("resize", follow);
}

export function showState(message, state) {
  const entry = byToken(message.token);
  if (entry && entry.dataset.state) write(entry.querySelector(".us-entry__time"), state);
}

export function showPending(message) {
  if (byToken(message.token)) return;
  const entry = pending.content.firstElementChild.cloneNode(true);
  entry.dataset.token = message.token;
  entry.querySelector(".us-entry__text").textContent = message.label;
  entries.append(entry);
}

export function dropPending(message) {
  const entry = byToken(message.token);
  if (entry && entry.dataset.state) entry.remove();
}

// A message already on the page is settled where it stands, so that it is not read out twice.
function settle(shown, entry) {
  if (entry.id) shown.id = entry.id; // where it may be replied to
  shown.dataset.entry = entry.dataset.entry;
  delete shown.dataset.state;
  const day = entry.querySelector(".us-entry__day"); // the first of a day begins it
  if (day) shown.prepend(day);
  const [time, settled] = [shown, entry].map((one) => one.querySelector(".us-entry__time"));
  time.dateTime = settled.dateTime;
  write(time, settled.textContent);
}

function addEntry(entry) {
  if (find("entry", entry.dataset.entry)) return null;
  const shown = entry.dataset.token && byToken(entry.dataset.token);
  if (shown) {
    settle(shown, entry);
    return null;
  }
  entries.insertBefore(entry, entries.querySelector("[data-state]"));
  return entry;
}

// Returns the first new entry to be read, or nothing.
export function addEntries(found) {
  const follow = nearEnd();
  const added = found.map(addEntry).filter(Boolean);
  const spoken = added.find((entry) => entry.classList.contains("us-entry--bot")) || added[0];
  if (follow) scrollTo(spoken);
  return spoken;
}

// Resting answers are not the same: they may be tapped again.
function sameAnswers(old, options) {
  const [before, now] = [old, options].map((one) => one.querySelector(".us-options__list"));
  return before && now && old.dataset.card === options.dataset.card && before.isEqualNode(now);
}

// Answers of a moment ago must not replace those of now: they name the entry they belong to. The same answers come twice,
// with the stream and with what was sent: whoever stands on one by then stays there.
export function replaceOptions(options) {
  if (!options || options.dataset.newest !== newest()) return;
  const old = document.getElementById("options");
  if (sameAnswers(old, options)) return;
  const held = old.contains(document.activeElement);
  const follow = nearEnd();
  old.replaceWith(options);
  document.dispatchEvent(new Event("asked"));
  if (follow) scrollTo(reading);
  if (held) options.focus({ preventScroll: true });
}

// One answer is enough: the others rest until the next question brings its own.
export function restOptions() {
  const options = document.getElementById("options");
  if (options.contains(document.activeElement)) options.focus({ preventScroll: true });
  options.querySelectorAll("button").forEach((button) => (button.disabled = true));
}

// Takes over what a freshly read page, or the answer to a message, shows beyond this page; returns the first new entry, or nothing.
export function merge(page) {
  const spoken = addEntries([...page.querySelectorAll("#entries > [data-entry]")]);
  replaceOptions(page.getElementById("options"));
  const csrf = page.querySelector("input[name=csrf]");
  if (csrf) document.querySelectorAll("input[name=csrf]").forEach((field) => (field.value = csrf.value));
  return spoken;
}

export function parts(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}
