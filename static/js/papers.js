// The button that prints a copy to keep; it appears where a script can do what it says.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
