// A summary's parts are folded on a phone. A wide screen shows them all, and so does paper; a link to a figure in a part
// that is folded opens it. Without scripts each is opened by hand.
const folds = [...document.querySelectorAll("details.us-fold")];

if (matchMedia("(min-width: 40.0625em)").matches) for (const fold of folds) fold.open = true;

function openWhatIsMeant() {
  const meant = location.hash && document.getElementById(location.hash.slice(1));
  const fold = meant && meant.closest("details.us-fold");
  if (!fold || fold.open) return;
  fold.open = true;
  meant.scrollIntoView();
}

let folded = [];
addEventListener("beforeprint", () => {
  folded = folds.filter((fold) => !fold.open);
  for (const fold of folded) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of folded) fold.open = false;
});
addEventListener("hashchange", openWhatIsMeant);
openWhatIsMeant();
