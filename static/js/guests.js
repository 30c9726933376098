// Once a guest was added, seated or cancelled, the numbers above the list are asked for again.

document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.requestConfig?.verb !== "post") return;
  document.getElementById("numbers")?.dispatchEvent(new Event("changed"));
});
