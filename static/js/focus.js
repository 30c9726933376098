// The first field with an error gets the focus; what htmx replaces does not lose it.

let lost = null;

function firstInvalid(within) {
  return within.querySelector("[aria-invalid=true]:not([type=hidden])");
}

firstInvalid(document)?.focus();

document.addEventListener("htmx:beforeSwap", (event) => {
  const target = event.detail.target;
  lost = target?.contains(document.activeElement) && target.getAttribute("role") !== "status" ? target.id : null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const part = (lost && document.getElementById(lost)) || event.detail.elt;
  if (part.getAttribute?.("role") === "status") return;
  const invalid = event.detail.requestConfig?.verb === "get" ? null : firstInvalid(part);
  if (invalid) {
    invalid.focus();
  } else if (lost && document.activeElement === document.body) {
    // htmx finds the same control by its id; where that control is gone, its part takes over.
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  }
  lost = null;
});
