// Keeps a question board current while somebody looks at it, on a phone and on the big screen.
// Without it the page works as it is; reloading shows what is new.
const EVERY = 2500;

class Board {
  constructor(root) {
    this.root = root;
    this.version = root.dataset.version;
    this.now = null;
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
      headers: { "If-None-Match": `"${this.version}"` },
    });
    if (answer.status === 200) this.show(await answer.json());
  }

  // The list is made by our own server, where everything that people wrote is text.
  show({ version, html, now }) {
    const focused = this.root.contains(document.activeElement) && document.activeElement.id;
    this.root.innerHTML = html;
    this.version = version;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.tell(now);
  }

  // Screen readers hear which question is answered now, not every vote.
  tell(now) {
    const told = document.querySelector("[data-told]");
    if (told && now && now !== this.now) told.textContent = `${told.dataset.told} ${now}`;
    this.now = now;
  }
}

for (const root of document.querySelectorAll("[data-live]")) new Board(root);
