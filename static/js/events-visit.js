// Tells the server that somebody sees this page, and by which way they came; nothing about who.

const form = document.querySelector("form[data-visits]");

function tell() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", tell);
  const body = new URLSearchParams({ source: form.elements.source.value });
  fetch(form.dataset.visits, { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {});
}

if (form) {
  document.addEventListener("visibilitychange", tell);
  tell();
}
