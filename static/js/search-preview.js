// Shows while an editor types what the unsaved change does to the results. Without it the button does the same.
const WAIT = 400;

function watch(panel) {
  const form = panel.closest("form");
  const query = panel.querySelector("input");
  const results = panel.querySelector("[data-search-preview-results]");
  const words = form.elements[panel.dataset.queryFrom];
  let timer = 0;
  let asked = 0;

  const show = async () => {
    if (!query.value.trim() && !words?.value.trim()) return;
    const number = ++asked;
    const fields = new FormData(form);
    fields.set("preview", "1");
    fields.set("preview-only", "1");
    const answer = await fetch(form.action, { method: "POST", body: fields });
    // A slower answer to an older question must not take the place of a newer one.
    if (answer.ok && number === asked) results.innerHTML = await answer.text();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  };

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  panel.querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    show();
  });
  query.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    show();
  });
  show();
}

// Wagtail loads the scripts of a form before the form itself.
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-search-preview]").forEach(watch));
