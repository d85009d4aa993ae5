/* LeiKa keys: offers keys that fit the words or digits being typed. Without it the field takes keys just the same. */
(() => {
  const WAIT = 250;
  const SHORTEST = 3;
  const COMPLETE = 14;
  let timer;

  const beginning = (text) => Math.max(...[",", ";", "|", "\n"].map((sign) => text.lastIndexOf(sign))) + 1;

  const typed = (area) => {
    const before = area.value.slice(0, area.selectionEnd);
    return before.slice(beginning(before)).trim();
  };

  const take = (area, key) => {
    const before = area.value.slice(0, area.selectionEnd);
    area.value = `${before.slice(0, beginning(before))}${key}${area.value.slice(area.selectionEnd)}`;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };

  const show = (field, keys) => {
    const list = field.querySelector("[data-found]");
    const status = field.querySelector("[data-status]");
    list.replaceChildren(...keys.map((item) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary";
      button.textContent = [item.key, item.name || item.explanation].join(" ");
      button.addEventListener("click", () => take(field.querySelector("textarea"), item.key));
      const entry = document.createElement("li");
      entry.append(button);
      return entry;
    }));
    list.hidden = keys.length === 0;
    const text = keys.length === 1 ? status.dataset.one : status.dataset.many.replace("%n", keys.length);
    status.textContent = keys.length ? text : "";
  };

  const ask = async (field, area) => {
    const text = typed(area);
    const isComplete = text.replace(/[\s.]/g, "").length === COMPLETE && /^[\d\s.]+$/.test(text);
    if (text.length < SHORTEST || isComplete) {
      show(field, []);
      return;
    }
    const response = await fetch(`${field.dataset.address}?q=${encodeURIComponent(text)}`);
    const keys = response.ok ? (await response.json()).keys : [];
    if (text === typed(area)) show(field, keys);
  };

  document.addEventListener("input", (event) => {
    const field = event.target.closest("[data-leika-keys]");
    if (!field || event.target.tagName !== "TEXTAREA") return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(field, event.target).catch(() => show(field, [])), WAIT);
  });
})();
