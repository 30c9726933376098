// Offers the address that was probably meant, before a letter goes astray; the ticket offers it again.
// The domains are the server's, on the first field of this kind. Nothing is stored or sent.

function slips(known, typed) {
  let start = 0;
  while (start < known.length && known[start] === typed[start]) start += 1;
  let end = 0;
  while (end < Math.min(known.length, typed.length) - start && known.at(-1 - end) === typed.at(-1 - end)) end += 1;
  const [left, right] = [known, typed].map((text) => text.slice(start, text.length - end));
  const swapped = left.length === 2 && left === [...right].reverse().join("");
  return swapped ? 1 : Math.max(left.length, right.length);
}

function meant(input) {
  const { domains, notMistyped, mistypedEndings } = document.querySelector("[data-domains]").dataset;
  const typed = input.value.trim();
  const at = typed.lastIndexOf("@");
  const domain = typed.slice(at + 1).toLowerCase();
  const dot = domain.lastIndexOf(".");
  if (at < 1 || dot < 1) return null;
  const ends = mistypedEndings.split(" ").includes(domain.slice(dot + 1));
  const ended = ends ? `${domain.slice(0, dot)}.com` : domain;
  const known = domains.split(" ").find((name) => slips(name, ended) === 1);
  const better = known && !notMistyped.split(" ").includes(ended) ? known : ended;
  return better === domain ? null : typed.slice(0, at + 1) + better;
}

// What is being pressed while the field is left. An offer that opened now would push the button that sends the
// form away from under the finger, and the press would be lost.
let pressed = null;
addEventListener("pointerdown", (event) => { pressed = event.target; }, true);

for (const input of document.querySelectorAll("[data-suggests]")) {
  const remark = document.getElementById(input.dataset.suggests);
  const button = remark.querySelector("button");
  const offer = () => {
    const better = meant(input);
    remark.hidden = !better;
    button.textContent = better ?? "";
  };
  input.addEventListener("input", () => { pressed = null; });
  input.addEventListener("change", () => {
    if (pressed?.closest("button")) return;
    // What only opens or is ticked stays on this page: the offer comes once the press has done its work.
    if (pressed?.closest("summary, label, [type=checkbox], [type=radio]")) addEventListener("click", offer, { once: true });
    else offer();
  });
  button.addEventListener("click", () => {
    input.value = button.textContent;
    remark.hidden = true;
    input.focus();
  });
}
