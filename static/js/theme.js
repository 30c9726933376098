// Day, night or as the device says; the choice stays in this browser. The layout applies it before the first paint.

const root = document.documentElement;

function remembered() {
  try {
    return localStorage.getItem("theme") ?? "device";
  } catch {
    return "device";
  }
}

function choose(theme) {
  if (theme === "device") {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = theme;
  }
  try {
    if (theme === "device") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // No storage: the choice holds for this page.
  }
  show(theme);
}

function show(theme) {
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
}

for (const group of document.querySelectorAll("[data-themes]")) {
  group.hidden = false;
}
show(remembered());

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (button) choose(button.dataset.themeChoice);
});

// Another tab of the product may have changed its mind.
addEventListener("storage", (event) => {
  if (event.key === "theme") choose(event.newValue ?? "device");
});
