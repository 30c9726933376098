// The editor of a paper: how long each part is, a better wording taken over with one press, and which
// field the server found fault with. Saving and preview are htmx's.

const lengthOf = (text) => [...text.trim()].length;

function showLength(field) {
  const line = document.querySelector(`[data-length-for="${CSS.escape(field.id)}"]`);
  if (!line) return;
  const used = lengthOf(field.value);
  const enough = Number(line.dataset.enough);
  line.textContent = used > enough ? `${used}: longer than the usual ${enough}` : `${used} of about ${enough}`;
  line.classList.toggle("long", used > enough);
}

/** Put the better wording where the other stands; false when the text says something else by now. */
function reword(field, said, better) {
  const at = field.value.indexOf(said);
  if (at < 0) return false;
  field.focus();
  field.setRangeText(better, at, at + said.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-use-in]");
  if (!button) return;
  event.preventDefault();
  const { useIn, said, better } = button.dataset;
  reword(document.getElementById(useIn), said, better);
  button.closest(".suggestion").remove();
});

document.addEventListener("input", (event) => showLength(event.target));

// The answer to a save fills the slots for errors; the field itself stays as it is.
document.addEventListener("htmx:oobAfterSwap", (event) => {
  const slot = event.detail.target;
  const field = slot.id?.endsWith("-error") && document.getElementById(slot.id.slice(0, -"-error".length));
  if (!field) return;
  if (slot.querySelector(".error")) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
});

document.querySelectorAll("[data-length-for]").forEach((line) => {
  showLength(document.getElementById(line.dataset.lengthFor));
});

// The line that says what became of the last words covers nothing, however much it has to say: what gets
// the focus stops below it, and so does what has the focus when the line grows.
const saving = document.querySelector(".saving");
const room = new CSSStyleSheet();
document.adoptedStyleSheets.push(room);

function keepClear() {
  const clear = Number.parseFloat(getComputedStyle(saving).top) + saving.offsetHeight;
  room.replaceSync(`html { scroll-padding-top: ${clear + 16}px; }`);
  const field = document.activeElement;
  const isCovered = field !== document.body && field.getBoundingClientRect().top < saving.getBoundingClientRect().bottom;
  if (isCovered && document.getElementById("write").contains(field) && !saving.contains(field)) {
    field.scrollIntoView({ block: "nearest" });
  }
}

if (saving) new ResizeObserver(keepClear).observe(saving);

// What is pressed beside the text (a date, the groundwork) is not sent again by itself: say so until it went out.
const NOT_SENT = "Not saved: no connection. What you typed is kept here; press again in a moment.";
let saidBefore = "";

function notSent(form) {
  const status = document.getElementById("save-status");
  if (status.textContent !== NOT_SENT) saidBefore = status.textContent;
  status.textContent = NOT_SENT;
  if (form.querySelector(".not-sent")) return;
  const line = document.createElement("p");
  line.className = "error not-sent";
  line.textContent = "No connection, so this did not go out. It stands here: press again in a moment.";
  form.append(line);
}

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail: { elt } }) => {
    if (elt.matches("#write form:not([data-autosave])")) notSent(elt);
  });
}

document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  const status = document.getElementById("save-status");
  if (["dates", "groundwork"].includes(target.id) && status.textContent === NOT_SENT) status.textContent = saidBefore;
});

// The partner's view names the dates, too.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "dates") document.body.dispatchEvent(new Event("dates-changed"));
});
