// What is typed into form[data-autosave] survives a lost connection, a closed tab and a dead battery.
// htmx sends the form; this keeps a draft in the browser until the server has answered that it is saved.
// The attribute names the status line that the server's answer replaces.

import { offerDraft } from "./draft-offer.js";
import { clearAll, discard, keep } from "./drafts.js";

const TRY_AGAIN_AFTER = 15_000;
const TOO_LARGE = 413;
const SAID_IN_THE_ANSWER = [409, 410, 422]; // the layout's htmx-config swaps these in
// For each form: how often it was changed, which change was last sent, which is safely stored.
const pending = new Map();

const isAutosave = (element) => element?.matches?.("form[data-autosave]");
const statusOf = (form) => document.getElementById(form.dataset.autosave);

function stateOf(form) {
  if (!pending.has(form)) pending.set(form, { revision: 0, sent: 0, saved: 0, retry: 0 });
  return pending.get(form);
}

const isUnsaved = ({ revision, saved }) => revision > saved;

function typed(form) {
  stateOf(form).revision += 1;
  keep(form);
}

function sending(form) {
  const state = stateOf(form);
  state.sent = state.revision;
  clearTimeout(state.retry);
}

function saved(form) {
  const state = stateOf(form);
  state.saved = Math.max(state.saved, state.sent);
  if (!isUnsaved(state)) discard(form);
}

function notSaved(form, why) {
  const state = stateOf(form);
  statusOf(form).textContent = `Not saved: ${why} Your text is kept here.`;
  clearTimeout(state.retry);
  state.retry = setTimeout(() => tryAgain(form), TRY_AGAIN_AFTER);
}

function tryAgain(form) {
  if (form.isConnected && isUnsaved(stateOf(form))) form.dispatchEvent(new Event("autosave"));
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  form.noValidate = true; // half a form is worth saving; htmx would wait for the required fields
  offerDraft(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (isAutosave(form)) typed(form);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isAutosave(event.detail.elt)) sending(event.detail.elt);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { elt, xhr } = event.detail;
  if (!isAutosave(elt)) return;
  if (xhr.status >= 200 && xhr.status < 300) saved(elt);
  else if (xhr.status === TOO_LARGE) {
    // Sent again it would be refused again; the next change sends it.
    statusOf(elt).textContent = "Not saved: this is too long to be sent. Shorten it. Your text is kept here.";
  } else if (xhr.status > 0 && !SAID_IN_THE_ANSWER.includes(xhr.status)) {
    notSaved(elt, "the server could not take it just now.");
  }
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, (event) => {
    if (isAutosave(event.detail.elt)) notSaved(event.detail.elt, "no connection.");
  });
}

document.addEventListener("submit", (event) => {
  if (isAutosave(event.target)) pending.delete(event.target);
  if (event.target.matches("[data-sign-out]")) clearAll();
});

addEventListener("online", () => [...pending.keys()].forEach(tryAgain));
addEventListener("beforeunload", (event) => {
  if ([...pending].some(([form, state]) => form.isConnected && isUnsaved(state))) event.preventDefault();
});
