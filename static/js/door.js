// One door: the camera, the queue of what it has to send, the verdict, and the three ways to check in.

import { Camera } from "./door-camera.js";
import { refresh, refreshIfShown } from "./door-list.js";
import { freshId, Queue } from "./door-queue.js";
import { Scanner } from "./door-scanner.js";
import { Sight } from "./door-sight.js";
import { signal } from "./door-signals.js";
import { showLate, showReady, showResult } from "./door-verdict.js";

const BETWEEN_COUNTS = 15_000; // milliseconds; other doors let people in, too
const KINDS = ["code", "guest", "undo"];

const door = document.getElementById("door");
const { path, decoder } = door.dataset;
const video = door.querySelector("video");
const frame = door.querySelector("[data-camera]");
const badge = door.querySelector("[data-waiting]");
const panes = [...door.querySelectorAll(".door-pane")];

const sight = new Sight();
const queue = new Queue(`${path}/scans`, { decided, late, changed });
const scanner = new Scanner(video, decoder, { seen, broken: () => showCamera("broken") });
const camera = new Camera(video, (state) => {
  showCamera(state);
  if (state === "on") sight.resume(performance.now());
  scanner.look(state === "on");
});

function seen(codes) {
  if (frame.dataset.camera === "broken") showCamera("on");
  for (const code of sight.arrived(codes, performance.now())) queue.add({ code });
}

function decided(result, counts) {
  showResult(result);
  signal(result.verdict);
  showCounts(counts);
  refreshIfShown();
  const form = formOf(result.id);
  // What the server cannot read it explains at the fields, with everything typed still there.
  if (form && result.verdict === "invalid") form.submit();
  else if (form) empty(form);
}

/** Once the queue has it and says so, the form is free for whoever comes next. */
function late(waiting, why) {
  showLate(waiting.at(-1), why);
  waiting.map(({ item }) => formOf(item.id)).forEach((form) => form && empty(form));
}

/** The form that somebody typed this into, if it still holds it. */
const formOf = (id) => [...door.querySelectorAll("form[data-typed]")].find((form) => form.elements.scan.value === id);

/** The form is free: a name that was typed since for whoever comes next stays. */
function empty(form) {
  if (form.dataset.sent === typed(form)) form.reset();
  delete form.dataset.sent;
  form.elements.scan.value = freshId();
}

const typed = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "scan"));

function changed(count) {
  badge.textContent = count ? `${count} not sent yet` : "All sent";
  badge.classList.toggle("wait", count > 0);
  badge.classList.toggle("still", count === 0);
}

function showCounts({ inside, expected }) {
  if (typeof inside !== "number") return;
  door.querySelector("[data-inside]").textContent = inside;
  door.querySelector("[data-expected]").textContent = expected;
}

function showCamera(state) {
  frame.dataset.camera = state;
  for (const trouble of frame.querySelectorAll("[data-trouble]")) {
    trouble.hidden = trouble.dataset.trouble !== state;
  }
}

const shownPane = () => panes.find((pane) => `#${pane.id}` === location.hash) ?? panes[0];

/** The camera runs only while its pane can be seen. */
function follow() {
  const shown = shownPane();
  for (const tab of door.querySelectorAll(".door-tabs a")) {
    if (tab.hash === `#${shown.id}`) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  camera.want(!document.hidden && shown.id === "scan");
  if (shown.id === "list") refresh();
}

/** What a form of this page says, as one thing to send. */
function said(form) {
  const fields = Object.fromEntries(new FormData(form));
  if (fields.name !== undefined) return { walk_in: { name: fields.name, email: fields.email, why: fields.why } };
  return Object.fromEntries(KINDS.filter((kind) => fields[kind]).map((kind) => [kind, fields[kind]]));
}

async function countAgain() {
  if (document.hidden) return;
  dayCame();
  const response = await fetch(`${path}/counts`).catch(() => null);
  if (response?.ok) showCounts(await response.json());
}

/** A page opened on the eve stays open: what it says of another day goes when the day comes. */
function dayCame() {
  const warning = door.querySelector("[data-other-day]");
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: door.dataset.zone }).format(new Date());
  if (warning?.dataset.otherDay === today) warning.remove();
}

door.addEventListener("submit", (event) => {
  const form = event.target;
  // What the browser finds wrong is left to the server, which says it in words.
  if (!form.matches("[data-arrival]") || !form.checkValidity()) return;
  event.preventDefault();
  if (form.dataset.sent && form.dataset.sent !== typed(form)) form.elements.scan.value = freshId();
  form.dataset.sent = typed(form);
  const what = said(form);
  queue.add(what, { id: form.elements.scan.value, about: form.dataset.about ?? what.walk_in?.name ?? what.code });
});
door.addEventListener("click", (event) => {
  if (event.target.closest("[data-retry]")) camera.retry();
});
document.addEventListener("visibilitychange", follow);
addEventListener("hashchange", () => {
  showReady();
  follow();
});
setInterval(countAgain, BETWEEN_COUNTS);
follow();
