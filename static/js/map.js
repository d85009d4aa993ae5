// Maps of tiles: asked for only after a click. Without this script the sketch and the list say the same.

const REMEMBERED = "site-map-tiles";

// Browsers may forbid storage; then nothing is remembered.
const stored = () => { try { return localStorage.getItem(REMEMBERED); } catch { return null; } };
const store = (host) => { try { localStorage.setItem(REMEMBERED, host); } catch { /* asked again next time */ } };
const forget = () => { try { localStorage.removeItem(REMEMBERED); } catch { /* nothing was kept */ } };

const loadLeaflet = async () => {
  const address = new URL("../leaflet/", import.meta.url);
  if (!document.querySelector("link[data-leaflet]")) {
    const styles = document.createElement("link");
    styles.rel = "stylesheet";
    styles.href = new URL("leaflet.css", address);
    styles.dataset.leaflet = "";
    // Before our own styles, which change some of its.
    document.head.prepend(styles);
    await new Promise((resolve, reject) => { styles.onload = resolve; styles.onerror = reject; });
  }
  await import(new URL("leaflet.js", address));
  return window.L;
};

export const pin = (leaflet, number = "") => {
  const sign = document.createElement("span");
  sign.textContent = number;
  return leaflet.divIcon({ html: sign, className: "site-map__pin", iconSize: [32, 32], iconAnchor: [16, 32], popupAnchor: [0, -30] });
};

export class TileMap extends HTMLElement {
  connectedCallback() {
    this.ask = this.querySelector("[data-ask]");
    // Editors may move a row of a form: it is still the same map.
    if (!this.ask || this.hasBegun) return;
    this.hasBegun = true;
    this.stage = this.querySelector("[data-stage]");
    this.credit = this.querySelector("[data-credit]");
    this.ask.querySelector("[data-load]").addEventListener("click", () => this.agree());
    this.credit.querySelector("[data-forget]").addEventListener("click", () => this.close());
    this.ask.hidden = false;
    if (stored() === this.dataset.host) this.load();
  }

  async agree() {
    if (this.ask.querySelector("[data-remember]").checked) store(this.dataset.host);
    if (await this.load()) this.stage.focus();
  }

  async load() {
    try {
      const leaflet = await loadLeaflet();
      this.show(true);
      this.map = leaflet.map(this.stage, { scrollWheelZoom: false, zoomControl: false, attributionControl: false, maxZoom: 18, ...this.options });
      leaflet.control.zoom({ zoomInTitle: this.dataset.zoomIn, zoomOutTitle: this.dataset.zoomOut }).addTo(this.map);
      leaflet.tileLayer(this.dataset.tiles).addTo(this.map);
      this.stage.setAttribute("aria-label", this.dataset.label);
      this.draw(leaflet);
      return true;
    } catch (error) {
      this.show(false);
      this.ask.querySelector("[data-failed]").hidden = false;
      console.error(error);
      return false;
    }
  }

  close() {
    forget();
    this.map.remove();
    this.show(false);
    this.ask.querySelector("[data-remember]").checked = false;
    this.ask.querySelector("[data-load]").focus();
  }

  show(isLoaded) {
    this.ask.hidden = isLoaded;
    this.stage.hidden = this.credit.hidden = !isLoaded;
    const sketch = this.querySelector("[data-sketch]");
    if (sketch) sketch.hidden = isLoaded;
  }
}

// The lines of the list, one marker for all that is at the same spot.
class SiteMap extends TileMap {
  draw(leaflet) {
    this.stage.setAttribute("role", "region");
    const positions = this.lines.map((line) => [line.dataset.latitude, line.dataset.longitude]);
    this.map.fitBounds(leaflet.latLngBounds(positions), { padding: [40, 40], maxZoom: 16 });
    for (const lines of this.spots.values()) this.mark(leaflet, lines);
  }

  get lines() {
    return [...this.querySelectorAll("li[data-latitude]")];
  }

  get spots() {
    const spots = new Map();
    for (const line of this.lines) {
      const spot = `${line.dataset.latitude},${line.dataset.longitude}`;
      spots.set(spot, [...(spots.get(spot) || []), line]);
    }
    return spots;
  }

  mark(leaflet, lines) {
    const { latitude, longitude, number } = lines[0].dataset;
    const marker = leaflet.marker([latitude, longitude], { icon: pin(leaflet, number) });
    marker.bindPopup(() => this.words(lines)).addTo(this.map);
    marker.on("popupopen", ({ popup }) => popup.getElement().querySelector("a[role=button]").setAttribute("aria-label", this.dataset.close));
    const titles = lines.map((line) => line.querySelector("[data-title]").textContent);
    marker.getElement().setAttribute("aria-label", `${number}: ${titles.join("; ")}`);
  }

  words(lines) {
    const box = document.createElement("div");
    box.append(...lines.map((line) => line.querySelector(".site-map__words").cloneNode(true)));
    return box;
  }
}

customElements.define("site-map", SiteMap);
