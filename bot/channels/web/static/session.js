// Every page of somebody who is signed in: what other people left in this browser is removed, and once the person signs
// out in another page or on another device, or somebody else signs in here, this page shows nothing of theirs any more.
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
