// Says that somebody looks at the page: once it is visible, and has been for a moment. A mail scanner
// that opens the address runs no script, or shows the page to nobody.

const LOOKED_AT_AFTER = 1_000;
const { seen, version } = document.querySelector("script[data-seen]").dataset;
let waiting = 0;

function say() {
  document.removeEventListener("visibilitychange", watch);
  fetch(seen, { method: "POST", body: new URLSearchParams({ version }), redirect: "manual", keepalive: true }).catch(() => {});
}

function watch() {
  clearTimeout(waiting);
  if (document.visibilityState === "visible") waiting = setTimeout(say, LOOKED_AT_AFTER);
}

document.addEventListener("visibilitychange", watch);
watch();
