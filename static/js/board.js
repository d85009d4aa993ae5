// Keeps a board of the editors current while somebody works on it, and takes nothing from under their hands:
// an entry that has the focus, or in which something was ticked or typed, stays as it is until they are done.
const EVERY = 2500;
const TOLD_EVERY = 10_000;
const FIELDS = "input:not([type=hidden]), textarea, select";

const isTouched = (field) => {
  if (field.type === "checkbox") return field.checked;
  if (field.localName === "select") return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return field.value !== field.defaultValue;
};

class Board {
  constructor(root) {
    this.root = root;
    this.version = root.dataset.version;
    this.fresh = 0;
    this.told = 0;
    document.querySelector("[data-current]").hidden = false;
    document.addEventListener("visibilitychange", () => this.look());
    this.look();
  }

  // One question at a time; the next one comes a moment after the answer.
  async look() {
    clearTimeout(this.timer);
    if (document.visibilityState !== "visible" || this.asking) return;
    this.asking = true;
    try {
      await this.renew();
    } catch {
      // Without a network the board stays as it is until the next look.
    }
    this.asking = false;
    this.timer = setTimeout(() => this.look(), EVERY);
  }

  async renew() {
    const answer = await fetch(this.root.dataset.live + location.search, {
      cache: "no-store",
      redirect: "error",
      headers: { "If-None-Match": `"${this.version}"` },
    });
    if (answer.status === 200) this.show(await answer.json());
    this.tell();
  }

  // The lists are made by our own server, where everything that people wrote is text.
  show({ version, html }) {
    const parsed = document.createElement("template");
    parsed.innerHTML = html;
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const known = new Set([...this.root.querySelectorAll("li[id]")].map(({ id }) => id));
    this.fresh += [...parsed.content.querySelectorAll("li[id]")].filter(({ id }) => !known.has(id)).length;
    for (const entry of this.inWork(focused)) parsed.content.getElementById(entry.id)?.replaceWith(entry);
    this.root.replaceChildren(parsed.content);
    this.version = version;
    this.offerHeadings();
    const again = focused?.isConnected ? focused : focused?.id && document.getElementById(focused.id);
    if (again) again.focus({ preventScroll: true });
  }

  inWork(focused) {
    return [...this.root.querySelectorAll("li[id]")].filter(
      (entry) => entry.contains(focused) || entry.querySelector("[aria-invalid]") || [...entry.querySelectorAll(FIELDS)].some(isTouched),
    );
  }

  // Headings that others have made can be chosen, too.
  offerHeadings() {
    const choice = document.getElementById("id_group");
    for (const { dataset } of choice ? this.root.querySelectorAll("[data-group]") : []) {
      if (![...choice.options].some(({ value }) => value === dataset.group)) choice.add(new Option(dataset.title, dataset.group));
    }
  }

  // Screen readers hear the number of new entries now and then, not every one.
  tell() {
    if (!this.fresh || Date.now() - this.told < TOLD_EVERY) return;
    document.querySelector("[data-told]").textContent = this.root.dataset.news.replace("{number}", this.fresh);
    this.fresh = 0;
    this.told = Date.now();
  }
}

for (const root of document.querySelectorAll("[data-live]")) new Board(root);
