// Keeps topic walls current while somebody looks at them, and lets one write card after card without a new page.
// Without it the pages work as they are: sending leads to a new page, and reloading shows what is new.
const EVERY = 1500;
const TOLD_EVERY = 10_000;

const element = (html) => {
  const parsed = document.createElement("template");
  parsed.innerHTML = html.trim(); // made by our own server, where everything that people wrote is text
  return parsed.content.firstElementChild;
};

class Wall {
  constructor(root) {
    this.root = root;
    this.version = root.dataset.version;
    this.fresh = 0;
    this.told = 0;
    this.look();
    document.addEventListener("visibilitychange", () => this.look());
  }

  // One question at a time; the next one comes a moment after the answer.
  async look() {
    clearTimeout(this.timer);
    if (document.visibilityState !== "visible" || this.asking) return;
    this.asking = true;
    try {
      await this.renew();
    } catch {
      // Without a network the wall stays as it is until the next look.
    }
    this.asking = false;
    this.timer = setTimeout(() => this.look(), EVERY);
  }

  async renew() {
    const since = this.version.split("-")[0];
    const answer = await fetch(`${this.root.dataset.wall}?since=${since}`, {
      cache: "no-store",
      credentials: "omit",
      headers: { "If-None-Match": `"${this.version}"` },
    });
    if (answer.status === 200) this.show(await answer.json());
    this.tell();
  }

  show({ version, count, groups, cards, gone }) {
    this.arrange(groups);
    for (const number of gone) document.getElementById(`beitrag-${number}`)?.remove();
    for (const card of cards) this.hang(card);
    for (const section of this.sections()) section.hidden = !section.querySelector("li");
    this.root.querySelector("[data-count]").textContent = count;
    this.root.querySelector("[data-empty]").hidden = count > 0;
    this.version = version;
  }

  sections() {
    return [...this.root.querySelectorAll("[data-group]")];
  }

  section(number) {
    return this.root.querySelector(`[data-group="${number}"]`);
  }

  arrange(groups) {
    let last = this.section(0);
    for (const { id, title } of groups) {
      const section = this.section(id) ?? this.begin(id);
      const heading = section.querySelector(".wall__heading");
      if (heading.textContent !== title) heading.textContent = title;
      if (last.nextElementSibling !== section) last.after(section);
      last = section;
    }
    const wanted = new Set(["0", ...groups.map(({ id }) => String(id))]);
    for (const section of this.sections()) if (!wanted.has(section.dataset.group)) this.dissolve(section);
  }

  begin(id) {
    const section = element('<section class="wall__group"><ul class="wall__cards"></ul></section>');
    const heading = document.createElement(this.root.dataset.heading);
    heading.className = "wall__heading";
    section.prepend(heading);
    section.dataset.group = id;
    return section;
  }

  dissolve(section) {
    this.section(0).querySelector("ul").prepend(...section.querySelectorAll("li"));
    section.remove();
  }

  hang({ id, group, html }) {
    const list = (this.section(group) ?? this.section(0)).querySelector("ul");
    const old = document.getElementById(`beitrag-${id}`);
    const card = element(html);
    if (old?.innerHTML === card.innerHTML && old.parentElement === list) return;
    if (old?.parentElement === list) {
      old.replaceWith(card);
      return;
    }
    if (!old) {
      this.fresh += 1;
      card.classList.add("wall-card--new");
    }
    old?.remove();
    list.prepend(card);
  }

  // Screen readers hear the number of new cards now and then, not every card.
  tell() {
    if (!this.fresh || Date.now() - this.told < TOLD_EVERY) return;
    this.root.querySelector("[data-told]").textContent = this.root.dataset.news.replace("{number}", this.fresh);
    this.fresh = 0;
    this.told = Date.now();
  }
}

// A number that only this sending has, so that a repeat after a broken connection is stored once.
function newSubmission() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function count(form) {
  const { text } = form.elements;
  const counter = form.querySelector("[data-left]");
  counter.hidden = false;
  counter.textContent = counter.dataset.left.replace("{number}", text.maxLength - text.value.length);
}

function begin(place) {
  const form = place.querySelector("form");
  form.elements.text.addEventListener("input", () => count(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(place, form);
  });
  count(form);
}

// Where the answer is no thanks it is a page with this form and what is wrong, or a question of another kind.
function take(place, answer, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const again = page.getElementById(place.id);
  if (!again) return false;
  place.replaceChildren(...again.childNodes);
  begin(place);
  place.querySelector(".kern-alert, textarea")?.scrollIntoView({ block: "nearest" });
  place.querySelector("[aria-invalid]")?.focus();
  return true;
}

function thank(place, form, address) {
  const thanks = place.querySelector("[data-thanks]");
  thanks.hidden = false;
  thanks.querySelector("a").href = address;
  place.querySelector(".kern-alert--danger")?.remove();
  form.elements.text.value = "";
  form.elements.submission.value = newSubmission();
  count(form);
  form.elements.text.focus();
}

async function send(place, form) {
  const button = form.querySelector("[type=submit]");
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  place.querySelector("[data-thanks]").hidden = true;
  place.querySelector("[data-failed]").hidden = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.redirected && answer.ok) thank(place, form, answer.url);
    else if (!take(place, answer, await answer.text())) form.submit();
  } catch {
    place.querySelector("[data-failed]").hidden = false;
  }
  button.removeAttribute("aria-disabled");
}

const walls = [...document.querySelectorAll("[data-wall]")].map((root) => new Wall(root));
const place = document.getElementById("karte-schreiben");
if (place?.querySelector("form")) begin(place);
