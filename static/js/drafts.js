// Unsaved text of a form, kept in this browser under the form's own address.

const PREFIX = "draft:";
const keyOf = (form) => PREFIX + new URL(form.action).pathname;

const isText = (field) =>
  field.name && field.matches("textarea, select, input") &&
  !["hidden", "password", "file", "submit", "button"].includes(field.type);

function valuesOf(form) {
  return [...form.elements].filter(isText).map((field) =>
    ["checkbox", "radio"].includes(field.type)
      ? [field.name, field.value, field.checked]
      : [field.name, field.value]);
}

export function keep(form) {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(valuesOf(form)));
  } catch {
    // No storage or no room: the page itself still holds the text.
  }
}

export function read(form) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(form)));
  } catch {
    return null;
  }
}

export function discard(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch {
    // Nothing was kept.
  }
}

export function clearAll() {
  try {
    Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
  } catch {
    // Nothing was kept.
  }
}

export const differs = (form, draft) => JSON.stringify(valuesOf(form)) !== JSON.stringify(draft);

/** Fill the form as if the text were typed again, so that it is also sent and counted again. */
export function putBack(form, draft) {
  const fields = [...form.elements].filter(isText);
  for (const [name, value, checked] of draft) {
    const field = fields.find((each) => each.name === name && (checked === undefined || each.value === value));
    if (!field) continue;
    if (checked === undefined) field.value = value;
    else field.checked = checked;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
