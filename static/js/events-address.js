// Offers the address that was probably meant. The page asks again after the form is sent, so this
// knows only the usual slips. Nothing is stored or sent.

const MEANT = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com"];

function slips(known, typed) {
  let start = 0;
  while (start < known.length && known[start] === typed[start]) start += 1;
  let end = 0;
  while (end < Math.min(known.length, typed.length) - start && known.at(-1 - end) === typed.at(-1 - end)) end += 1;
  const [left, right] = [known, typed].map((text) => text.slice(start, text.length - end));
  const swapped = left.length === 2 && left === [...right].reverse().join("");
  return swapped ? 1 : Math.max(left.length, right.length);
}

function meant(address) {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1).trim().toLowerCase();
  if (at < 1 || !domain.includes(".")) return null;
  const known = MEANT.find((name) => slips(name, domain) === 1);
  return known ? address.slice(0, at + 1).trim() + known : null;
}

for (const input of document.querySelectorAll("[data-suggests]")) {
  const remark = document.getElementById(input.dataset.suggests);
  const button = remark.querySelector("button");
  input.addEventListener("change", () => {
    const better = meant(input.value);
    remark.hidden = !better;
    button.textContent = better ?? "";
  });
  button.addEventListener("click", () => {
    input.value = button.textContent;
    remark.hidden = true;
    input.focus();
  });
}
