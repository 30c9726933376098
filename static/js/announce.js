// One calm line for what happens out of sight. Others send an "announce" event: a module by
// dispatching it, a view with the header HX-Trigger: {"announce": "Undone."}.

const LONG_ENOUGH_TO_READ = 8000;
const line = document.getElementById("announcement");
let clearing;

function announce(text) {
  clearTimeout(clearing);
  line.textContent = text;
  clearing = setTimeout(() => (line.textContent = ""), LONG_ENOUGH_TO_READ);
}

/** The server's own words, if its refusal came as one of our problem fragments. */
function wordsOf(answer) {
  const problem = new DOMParser().parseFromString(answer, "text/html").querySelector("[data-problem]");
  const parts = [...(problem?.querySelectorAll("h1, p:not(:has(a))") ?? [])];
  return parts.map((part) => part.textContent.trim()).join(". ").replaceAll("..", ".");
}

const saysItself = (element) => element.closest?.("[data-says-itself]");
const savesByItself = (element) => element.closest?.("form[data-autosave]");

document.addEventListener("announce", (event) => announce(event.detail.value));

document.addEventListener("htmx:responseError", (event) => {
  if (savesByItself(event.detail.elt)) return;
  announce(wordsOf(event.detail.xhr.responseText) || "That did not work. Load the page again and try once more.");
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    if (savesByItself(event.detail.elt) || saysItself(event.detail.elt)) return;
    announce("No connection. Nothing was changed; try again in a moment.");
  });
}
