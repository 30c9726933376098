// The key "/" leads to the search box, the arrows walk through what was found, Escape leads back: from what
// was found to the box, from the box to the page and its keys.

import { singleKeysWork } from "./keys.js";

const box = document.getElementById("search");
const found = () => [...document.querySelectorAll("#found a")];

const isTyping = (element) => element.matches("input, textarea, select, [contenteditable]");

function walk(step) {
  const stops = [box, ...found()];
  const here = stops.indexOf(document.activeElement);
  stops[(here + step + stops.length) % stops.length].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && singleKeysWork() && !isTyping(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

box.closest("search").addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && found().length > 0) {
    event.preventDefault();
    walk(steps[event.key]);
  } else if (event.key === "Escape") {
    close();
    if (event.target === box) box.blur();
    else box.focus();
  }
});

function close() {
  if (box.closest("search").contains(document.getElementById("found"))) {
    document.getElementById("found").replaceChildren();
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("search")) close();
});
