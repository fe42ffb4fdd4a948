// Every page of somebody who is signed in: what other people left in this browser is removed, and once the person signs
// out in another page, or somebody else signs in there, this page shows nothing of theirs any more.
import { announce, forget, whenLeft } from "./kept.js";

const { reader, signIn } = document.body.dataset;

forget(reader);
announce(reader);
whenLeft(reader, () => location.replace(signIn));
