// The menu of a page, enhanced: Escape and a tap elsewhere close it. Without this file its own head does.

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
