// What is kept on this phone: messages the records do not have yet, and what stands in the box.
// Both are kept under the reader's own name, so that words of one person are never sent as another's, and only as long
// as nobody else signs in here and the person does not sign out: a shared computer keeps nothing.

const PREFIX = "understory.";

function read(store, key) {
  try {
    return store().getItem(key);
  } catch {
    return null; // storage may be switched off; the open page alone then keeps the message
  }
}

function write(store, key, value) {
  try {
    if (value) store().setItem(key, value);
    else store().removeItem(key);
  } catch {
    return;
  }
}

const local = () => window.localStorage;
const session = () => window.sessionStorage;

function names(store) {
  try {
    return Object.keys(store());
  } catch {
    return [];
  }
}

// Removes what this browser, and this page, keep of everybody; but for one reader where one is given.
export function forget(reader) {
  for (const store of [local, session]) {
    const others = (name) => name.startsWith(PREFIX) && !(reader && name.endsWith(`.${reader}`));
    names(store).filter(others).forEach((name) => write(store, name, ""));
  }
}

// Pages of this browser tell each other who is signed in: what a page keeps, only that page can take away. A browser
// without channels hears it from the storage they share.
const pages = "BroadcastChannel" in window ? new BroadcastChannel("understory") : null;
const HERE = `${PREFIX}here`;

// Tells the other open pages that this reader is here, or by an empty name that nobody is.
export function announce(reader) {
  if (pages) {
    pages.postMessage(reader);
    return;
  }
  write(local, HERE, reader || "nobody");
  write(local, HERE, "");
}

// Once another page says that somebody else is here, or nobody: forgets all that is not theirs, and calls `left`.
export function whenLeft(reader, left) {
  function heard(other) {
    if (other === reader) return;
    forget(other);
    left();
  }
  if (pages) pages.addEventListener("message", ({ data: other }) => heard(other));
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === HERE && newValue) heard(newValue === "nobody" ? "" : newValue);
  });
}

export class Unsent {
  constructor(reader) {
    this.key = `${PREFIX}unsent.${reader}`;
    this.messages = this.stored();
  }

  stored() {
    return JSON.parse(read(local, this.key) || "[]");
  }

  shelve(messages) {
    write(local, this.key, messages.length ? JSON.stringify(messages) : "");
  }

  // Another open page of the same person may hold messages too: add and remove one's own, never the whole list.
  keep(message) {
    this.messages.push(message);
    this.shelve([...this.stored(), message]);
  }

  release(message) {
    const others = (other) => other.token !== message.token;
    this.messages = this.messages.filter(others);
    this.shelve(this.stored().filter(others));
  }
}

// What a person chose for this browser; it goes when they sign out.
export class Choice {
  constructor(name, reader) {
    this.key = `${PREFIX}${name}.${reader}`;
  }

  get made() {
    return read(local, this.key) !== null;
  }

  set made(made) {
    write(local, this.key, made ? "yes" : "");
  }
}

export class Draft {
  constructor(reader) {
    this.key = `${PREFIX}draft.${reader}`;
    this.cardKey = `${PREFIX}card.${reader}`;
    this.begunKey = `${PREFIX}begun.${reader}`;
  }

  // The card that the words in the box were begun for; null where nothing was begun.
  get card() {
    return read(session, this.cardKey);
  }

  set card(card) {
    write(session, this.cardKey, card);
  }

  // When the words in the box were begun, in milliseconds by this machine's clock; null where nothing was.
  get begun() {
    return Number(read(session, this.begunKey)) || null;
  }

  set begun(begun) {
    write(session, this.begunKey, begun ? String(begun) : "");
  }

  clear() {
    write(session, this.key, "");
    write(session, this.cardKey, "");
    write(session, this.begunKey, "");
  }

  get text() {
    return read(session, this.key) || "";
  }

  set text(text) {
    write(session, this.key, text);
  }
}
