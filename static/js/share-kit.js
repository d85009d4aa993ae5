// The share kit: copies a text. Without this script people select it themselves.

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.firstChild.textContent = button.dataset.done;
  });
}
