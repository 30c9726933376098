// Text of an earlier visit that never reached the server is offered above the form, never forced.

import { differs, discard, putBack, read } from "./drafts.js";

export function offerDraft(form) {
  const draft = read(form);
  if (!draft || !differs(form, draft)) {
    discard(form);
    return;
  }
  const line = document.createElement("div");
  line.className = "remark row between";
  const choices = document.createElement("span");
  choices.className = "cluster";
  choices.append(
    button("Put it back", () => {
      putBack(form, draft);
      line.remove();
    }),
    button("Leave it", () => {
      discard(form);
      line.remove();
    }),
  );
  line.append("There is text from before that was not saved.", choices);
  form.prepend(line);
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button plain small";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}
