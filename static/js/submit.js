// A form is sent once: its button rests until the answer is there, and says so when that takes a while.

function rest(button) {
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
}

function wake(button) {
  button.removeAttribute("aria-busy");
  button.disabled = false;
}

const buttonsOf = (form) => form.querySelectorAll("button:not([type=button]), input[type=submit]");

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const pressed = event.submitter ? [event.submitter] : buttonsOf(event.target);
  // After this turn, so that the pressed button's own name and value are still sent.
  setTimeout(() => pressed.forEach(rest));
});

// htmx sends the form itself; the answer may leave the form where it is.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt;
  if (form.matches("form:not([data-autosave])")) buttonsOf(form).forEach(rest);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (form.matches("form")) buttonsOf(form).forEach(wake);
});

// Coming back with the browser's own button shows the page as it was left.
addEventListener("pageshow", () => {
  document.querySelectorAll("[aria-busy=true]").forEach(wake);
});
