// The action at the foot of a phone's screen gives way once the form it leads to is in sight.

for (const bar of document.querySelectorAll(".sticky[data-until]")) {
  const form = document.getElementById(bar.dataset.until);
  if (form) {
    new IntersectionObserver(([entry]) => {
      bar.classList.toggle("in-sight", entry.isIntersecting);
    }).observe(form);
  }
}
