// A list one walks through by key: / leads to its search and Escape out of it, j and k or the arrows from
// row to row; Enter opens, as it does on any link.

import { singleKeysWork } from "./keys.js";

const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
const search = document.querySelector("[data-slash]");
const rows = () => [...document.querySelectorAll("[data-walked] .row-link")];
const isTyping = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
const isPlain = ({ ctrlKey, metaKey, altKey, shiftKey }) => !(ctrlKey || metaKey || altKey || shiftKey);

function step(by) {
  const stops = search ? [search, ...rows()] : rows();
  const here = stops.indexOf(document.activeElement);
  const next = here < 0 ? rows()[0] : stops[Math.min(Math.max(here + by, 0), stops.length - 1)];
  next?.focus();
}

// Before the page's own search box, which the same key leads to everywhere else.
document.addEventListener("keydown", (event) => {
  if (!isPlain(event) || event.isComposing) return;
  if (event.key.length === 1 && !singleKeysWork()) return;
  const typing = isTyping(event.target);
  if (event.key === "/" && search && !typing) {
    event.preventDefault();
    event.stopImmediatePropagation();
    search.focus();
    search.select();
  } else if (event.key === "Escape" && event.target === search) {
    // What was typed goes on narrowing the list; the browser would clear it.
    event.preventDefault();
    search.blur();
  } else if (event.key in STEPS && (!typing || (event.target === search && event.key === "ArrowDown"))) {
    if (event.target.closest("search")) return;
    event.preventDefault();
    step(STEPS[event.key]);
  }
}, { capture: true });
