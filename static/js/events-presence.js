// Says for whoever looks at the ticket that they are there, so that nobody has to press the button.

const form = document.querySelector("form[data-presence]");

async function tell() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", tell);
  try {
    await fetch(form.action, { method: "POST", body: new URLSearchParams(), redirect: "manual", keepalive: true });
    form.remove();
  } catch {
    // The button is still there.
  }
}

document.addEventListener("visibilitychange", tell);
tell();
