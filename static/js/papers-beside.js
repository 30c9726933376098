// What is being written in one form comes along with another one on the page, and back with it.

for (const form of document.querySelectorAll("form[data-with]")) {
  form.addEventListener("formdata", ({ formData }) => {
    const beside = new FormData(document.getElementById(form.dataset.with));
    for (const [name, value] of beside) formData.append(name, value);
  });
}
