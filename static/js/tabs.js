// Panes that are tabs on a phone: the style sheet shows the one in the address, this names it aloud.

function show() {
  for (const panes of document.querySelectorAll(".panes")) {
    const links = [...panes.querySelectorAll(":scope > .tabs > a")];
    const chosen = links.find((link) => link.hash === location.hash) ?? links[0];
    for (const link of links) {
      if (link === chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}

show();
addEventListener("hashchange", show);
