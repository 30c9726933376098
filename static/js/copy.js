// Copy and Share beside an address or a text. A button appears only where the browser can do it.

const LONG_ENOUGH_TO_SEE = 2000;

const sourceOf = (button) => document.getElementById(button.dataset.copy ?? button.dataset.share);

function reveal(within) {
  if (navigator.clipboard) {
    within.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
  }
  if (navigator.share) {
    within.querySelectorAll("[data-share]").forEach((button) => (button.hidden = false));
  }
}

async function copy(button) {
  const source = sourceOf(button);
  const label = button.querySelector("[data-copy-label]");
  const usual = (button.dataset.usual ??= label.textContent);
  try {
    await navigator.clipboard.writeText(source.value);
    label.textContent = label.dataset.copied;
  } catch {
    source.select();
    label.textContent = label.dataset.selected;
  }
  setTimeout(() => (label.textContent = usual), LONG_ENOUGH_TO_SEE);
}

async function share(button) {
  const source = sourceOf(button);
  const title = button.dataset.shareTitle;
  const content = source.matches("input") ? { title, url: source.value } : { title, text: source.value };
  try {
    await navigator.share(content);
  } catch {
    // Closing the share sheet is an answer, too.
  }
}

reveal(document);
document.addEventListener("htmx:load", (event) => reveal(event.detail.elt));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-share]");
  if (!button) return;
  if (button.dataset.copy) copy(button);
  else share(button);
});
