/* Several records chosen in Wagtail's window: what it hands back becomes entries of the list. */
(() => {
  const changed = (list) => list.dispatchEvent(new Event("change", { bubbles: true }));

  const add = (chooser, item) => {
    const list = chooser.querySelector("[data-list]");
    const known = [...list.querySelectorAll("input")].some((input) => input.value === String(item.id));
    if (known) return;
    const entry = chooser.querySelector("[data-item]").content.firstElementChild.cloneNode(true);
    entry.querySelector("input").value = item.id;
    const title = entry.querySelector("[data-title]");
    title.textContent = item.string;
    if (item.edit_url) title.href = item.edit_url;
    else title.removeAttribute("href");
    entry.querySelector("[data-name]").textContent = ` ${item.string}`;
    list.append(entry);
  };

  const choose = (chooser) => {
    const definition = JSON.parse(chooser.querySelector("script[type='application/json']").textContent);
    const factory = window.telepath.unpack(definition);
    factory.openModal((items) => {
      items.forEach((item) => add(chooser, item));
      changed(chooser.querySelector("[data-list]"));
    }, { multiple: true });
  };

  const remove = (button) => {
    const list = button.closest("[data-list]");
    button.closest("li").remove();
    changed(list);
    list.closest("[data-many-chooser]").querySelector("[data-choose]").focus();
  };

  document.addEventListener("click", (event) => {
    const chooser = event.target.closest("[data-many-chooser]");
    if (!chooser) return;
    if (event.target.closest("[data-choose]")) choose(chooser);
    const button = event.target.closest("[data-remove]");
    if (button) remove(button);
  });
})();
