// What is kept on this phone: messages the records do not have yet, and what stands in the box.
// Both are kept under the reader's own name, so that words of one person are never sent as another's.

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

export class Unsent {
  constructor(reader) {
    this.key = `understory.unsent.${reader}`;
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

export class Draft {
  constructor(reader) {
    this.key = `understory.draft.${reader}`;
    this.cardKey = `understory.card.${reader}`;
  }

  // The card that the words in the box were begun for; null where nothing was begun.
  get card() {
    return read(session, this.cardKey);
  }

  set card(card) {
    write(session, this.cardKey, card);
  }

  clear() {
    write(session, this.key, "");
    write(session, this.cardKey, "");
  }

  get text() {
    return read(session, this.key) || "";
  }

  set text(text) {
    write(session, this.key, text);
  }
}
