// The action at the foot of a phone's screen gives way once the form it leads to is in sight.

for (const bar of document.querySelectorAll(".sticky[data-until]")) {
  const form = document.getElementById(bar.dataset.until);
  if (form) {
    const observer = new IntersectionObserver(
      ([entry]) => bar.classList.toggle("in-sight", entry.isIntersecting),
      { rootMargin: "0% 0% -30%" },
    );
    observer.observe(form);
  }
}
