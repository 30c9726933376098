// Shows one verdict, from the page's own templates, so that words and drawings stand in one place.

import { freshId } from "./door-queue.js";

const place = document.getElementById("verdict");
const { zone } = document.getElementById("door").dataset;

const inZone = (moment, options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(moment);
const CLOCK = { hour: "2-digit", minute: "2-digit" };
const DAY = { weekday: "short", day: "numeric", month: "short" };

/** Where and when somebody first came in; no door means that a member marked them by hand. */
function firstTime({ at, door }) {
  const moment = new Date(at);
  const isToday = inZone(moment, DAY) === inZone(new Date(), DAY);
  const when = `${isToday ? "at" : inZone(moment, DAY)} ${inZone(moment, CLOCK)}`;
  return `Came in ${when}, ${door ?? "marked by the organiser"}`;
}

function show(kind, { name, detail, undoes } = {}) {
  const shown = document.getElementById(`verdict-${kind}`).content.cloneNode(true);
  if (name) shown.querySelector("[data-name]").textContent = name;
  if (detail) shown.querySelector("[data-detail]").textContent = detail;
  const form = shown.querySelector("form");
  if (form) {
    form.elements.scan.value = freshId();
    form.elements.undo.value = undoes;
    form.dataset.about = name;
  }
  place.replaceChildren(shown);
  delete place.dataset.late;
}

/** Clear what is over; what is still to be sent stays in sight. */
export function showReady() {
  if (!place.dataset.late) show("ready");
}

export function showResult({ id, verdict, name, first }) {
  show(verdict, { name, detail: first && firstTime(first), undoes: id });
}

/** Say it once for each thing and reason: every further try would be read aloud again. */
export function showLate({ item, about }, why) {
  const said = `${why} ${item.id}`;
  if (place.dataset.late === said) return;
  show(why, { name: about });
  place.dataset.late = said;
}
