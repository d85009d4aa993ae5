// Suggestions under every search box (combobox, WAI-ARIA 1.2), and which result was chosen.
// Without it the forms search as they are.
const LEAST_ROOM = 160;
let areOff = false;

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function make(tag, text, attributes) {
  const element = document.createElement(tag);
  element.textContent = text;
  set(element, attributes);
  return element;
}

// What is left to see below the box; the keyboard of a phone takes its part of the window.
function roomBelow(input) {
  const { offsetTop, height } = window.visualViewport;
  return offsetTop + height - input.getBoundingClientRect().bottom;
}

function suggestFor(input, number) {
  const { suggestions, listLabel, counted, none } = input.dataset;
  const id = `vorschlaege-${number}`;
  const list = make("ul", "", { id, class: "site-suggestions", role: "listbox", "aria-label": listLabel, hidden: "" });
  const status = make("p", "", { class: "kern-sr-only", role: "status" });
  let timer, request, active;

  const activate = (option) => {
    active?.setAttribute("aria-selected", "false");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    set(input, { "aria-activedescendant": active?.id ?? "" });
  };
  const open = (isOpen) => {
    activate();
    list.hidden = !isOpen;
    set(input, { "aria-expanded": isOpen });
    if (isOpen && roomBelow(input) < LEAST_ROOM) input.form.scrollIntoView();
  };
  const stop = () => {
    clearTimeout(timer);
    request?.abort();
  };
  const close = () => {
    stop();
    status.textContent = "";
    open(false);
  };
  const choose = ({ dataset: { text, url } }) => {
    close();
    input.value = text;
    if (url) location.assign(url);
    else input.form.requestSubmit();
  };
  const optionOf = ({ text, url, kind, keyword }, place) => {
    const option = make("li", "", { id: `${id}-${place}`, role: "option", "aria-selected": false });
    Object.assign(option.dataset, { text, url: url ?? "" });
    const more = make("span", [kind, keyword].filter(Boolean).join(", "), { class: "site-muted" });
    option.append(make("span", text, { dir: "auto" }), " ", more);
    return option;
  };
  const ask = async (q) => {
    request = new AbortController();
    const { signal } = request;
    try {
      const answer = await (await fetch(`${suggestions}?${new URLSearchParams({ q })}`, { signal })).json();
      areOff = answer.are_off;
      list.replaceChildren(...answer.suggestions.map(optionOf));
      const count = list.children.length;
      open(count > 0 && document.activeElement === input);
      status.textContent = count ? counted.replace("{number}", count) : none;
    } catch {
      if (!signal.aborted) close();
    }
  };

  input.form.classList.add("site-suggests");
  input.form.append(list, status);
  set(input, { role: "combobox", "aria-expanded": false, "aria-autocomplete": "list", "aria-controls": id });
  input.addEventListener("blur", close);
  input.addEventListener("input", () => {
    stop();
    const text = input.value.trim();
    if (text.length < 2 || areOff) close();
    else timer = setTimeout(ask, 120, text);
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const options = [...list.children];
    if (event.isComposing || !options.length) return;
    if (step) {
      if (list.hidden) open(true);
      activate(options[active ? options.indexOf(active) + step : step > 0 ? 0 : options.length - 1]);
    } else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && active) choose(active);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", ({ target }) => choose(target.closest("li")));
}

document.querySelectorAll("input[data-suggestions]").forEach(suggestFor);

const results = document.querySelector("[data-counts-clicks]");
results?.addEventListener("click", ({ target }) => {
  const chosen = target.closest("a") && target.closest("[data-key]")?.dataset;
  const { countsClicks, query: q } = results.dataset;
  if (chosen) navigator.sendBeacon(countsClicks, new URLSearchParams({ q, ...chosen }));
});
