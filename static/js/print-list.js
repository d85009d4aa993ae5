// "Print this list": the page on paper, with nothing but its head, the list and the contact.
for (const button of document.querySelectorAll("[data-prints-list]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.body.classList.add("prints-list");
    window.print();
  });
}
window.addEventListener("afterprint", () => document.body.classList.remove("prints-list"));
