// Every page of somebody who is signed in: what other people left in this browser is removed, and once the person signs
// out in another page or on another device, or somebody else signs in here, this page shows nothing of theirs any more.
// Its menu is here as well: six files come at once, and what is asked for beside them waits a whole answer longer.
import { announce, forget, whenLeft } from "./kept.js";

const EVERY = 60000; // milliseconds

const { reader, signedOut } = document.body.dataset;

// Leads away unless this page is its reader's still; returns whether it is. An answer that does not come says nothing.
export async function look() {
  try {
    const answer = await fetch("/here", { credentials: "same-origin" });
    if (answer.status >= 500) return false;
    if (answer.ok && (await answer.text()) === reader) return true;
    if (answer.headers.has("clear-site-data")) forget(); // the session was ended: not every browser clears by itself
    location.replace(signedOut);
  } catch {
    return false;
  }
  return false;
}

function lookIfSeen() {
  if (document.visibilityState === "visible") look();
}

forget(reader);
announce(reader);
whenLeft(reader, () => location.replace(signedOut));
document.addEventListener("visibilitychange", lookIfSeen);
window.addEventListener("pageshow", (event) => event.persisted && look());
setInterval(lookIfSeen, EVERY);

// The menu, enhanced: Escape and a tap elsewhere close it. Without this file its own head does.
const menu = document.getElementById("menu");

function close() {
  const held = menu.contains(document.activeElement);
  menu.open = false;
  if (held) menu.querySelector("summary").focus();
}

if (menu) {
  document.addEventListener("keydown", (event) => event.key === "Escape" && menu.open && close());
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
}
