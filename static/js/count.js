// "46 of 90" above a field with a length limit.

/** Line breaks count as the server counts them, and a letter outside the basic plane as one. */
const lengthOf = (text) => [...text].length;

function show(count) {
  const field = document.getElementById(count.dataset.countFor);
  if (!field) return;
  const used = lengthOf(field.value);
  count.textContent = field.maxLength > 0 ? `${used} of ${field.maxLength}` : `${used}`;
  count.hidden = false;
}

function showAll(within) {
  within.querySelectorAll("[data-count-for]").forEach(show);
}

showAll(document);
document.addEventListener("htmx:load", (event) => showAll(event.detail.elt));
document.addEventListener("input", (event) => {
  const count = document.querySelector(`[data-count-for="${CSS.escape(event.target.id)}"]`);
  if (count) show(count);
});
