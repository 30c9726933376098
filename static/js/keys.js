// Single keys lead to the search and through lists. Who speaks to the computer, or presses keys by accident,
// turns them off; the choice stays in this browser. Source: WCAG 2.2, 2.1.4.

export function singleKeysWork() {
  try {
    return localStorage.getItem("single-keys") !== "off";
  } catch {
    return true;
  }
}

for (const choice of document.querySelectorAll("[data-single-keys]")) {
  choice.closest("[hidden]")?.removeAttribute("hidden");
  choice.checked = singleKeysWork();
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem("single-keys");
    else localStorage.setItem("single-keys", "off");
  });
}
