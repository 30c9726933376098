// The list of guests: searched while one types, continued on demand, and fresh after each verdict.

const TYPING_PAUSE = 200;

const form = document.querySelector("[data-search]");
const pane = document.getElementById("list");
let typing;
let newest = 0;

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html").getElementById("guest-list");
}

/** Load the list anew; of two answers the one that was asked for last wins. */
export async function refresh() {
  const asked = ++newest;
  const text = form.elements.q.value;
  const list = await fetched(`${form.dataset.search}?${new URLSearchParams({ q: text })}`).catch(() => null);
  if (!list || asked !== newest) return;
  const focused = document.activeElement?.closest("[data-guest]")?.dataset.guest;
  document.getElementById("guest-list").replaceWith(list);
  if (focused) list.querySelector(`[data-guest="${focused}"] button`)?.focus({ preventScroll: true });
}

/** Refresh only while somebody looks at the list; it is loaded anew when they come back to it. */
export function refreshIfShown() {
  if (pane.getClientRects().length) refresh();
}

async function more(link) {
  const list = await fetched(link.dataset.more).catch(() => null);
  if (!list) return;
  const pager = link.closest(".pager");
  const next = list.querySelector("[data-guest] button");
  pager.replaceWith(...list.querySelectorAll(".rows > *"));
  next?.focus({ preventScroll: true });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  refresh();
});

form.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(refresh, TYPING_PAUSE);
});

pane.addEventListener("click", (event) => {
  const link = event.target.closest("[data-more]");
  if (!link) return;
  event.preventDefault();
  more(link);
});
