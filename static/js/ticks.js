// One tick for all that a list shows; what is loaded later as one scrolls is ticked for itself.

const all = document.querySelector("[data-tick-all]");
const ticks = () => document.querySelectorAll(`input[type="checkbox"][form="${all.closest("form").id}"]`);

if (all) {
  all.hidden = false;
  all.addEventListener("change", ({ target }) => ticks().forEach((tick) => (tick.checked = target.checked)));
}
