// The question “where?”: a mark from the town's own places, from the device, or from the map. Without this script words are enough.

import { pin, TileMap } from "./map.js";

const FAR_KILOMETRES = 30;
const DEGREE_KILOMETRES = 111.195;
const BESIDE_KILOMETRES = 0.02;
const STEP_PIXELS = 10;
const WAIT = 400;
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const GERMANY = { position: [51.2, 10.4], zoom: 6 };

// Kilometres to the north and to the east; good enough within a town.
const way = ([north, east], [toNorth, toEast]) => [
  (toNorth - north) * DEGREE_KILOMETRES,
  (toEast - east) * DEGREE_KILOMETRES * Math.cos((north * Math.PI) / 180),
];

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

const distanceText = (kilometres) => {
  const language = document.documentElement.lang;
  if (kilometres < 1) return `${(Math.round(kilometres * 100) * 10).toLocaleString(language)} m`;
  return `${kilometres.toLocaleString(language, { maximumFractionDigits: 1 })} km`;
};

class SitePlace extends TileMap {
  options = { keyboard: false };

  connectedCallback() {
    if (this.words) return;
    this.words = this.querySelector("input:not([type=hidden])");
    this.status = this.querySelector("[data-status]");
    this.numbers.forEach((number) => number.addEventListener("change", () => this.tell()));
    this.words.addEventListener("input", () => this.takeKnown());
    const locate = this.querySelector("[data-locate]");
    locate.hidden = !navigator.geolocation;
    locate.addEventListener("click", () => this.locate());
    this.removal = this.querySelector("[data-remove]");
    this.removal.addEventListener("click", () => this.remove());
    this.querySelector("[data-tools]").hidden = false;
    this.tell();
    super.connectedCallback();
  }

  get numbers() {
    const { elements } = this.closest("form");
    return [elements.namedItem(this.dataset.latitude), elements.namedItem(this.dataset.longitude)];
  }

  get marked() {
    const typed = this.numbers.map((number) => Number.parseFloat(number.value.replace(",", ".")));
    return typed.every(Number.isFinite) ? typed : null;
  }

  get known() {
    return [...this.words.list.options].map((option) => ({
      name: option.value,
      position: [Number(option.dataset.latitude), Number(option.dataset.longitude)],
    }));
  }

  get center() {
    return this.dataset.center ? this.dataset.center.split(",").map(Number) : this.known[0]?.position;
  }

  mark(position) {
    this.numbers.forEach((number, index) => {
      number.value = position ? position[index].toFixed(5) : "";
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
    this.cameWithWords = false;
    this.tell();
    if (position) this.pin?.setLatLng(position);
  }

  takeKnown() {
    const found = this.known.find(({ name }) => name === this.words.value);
    if (found) {
      this.mark(found.position);
      this.map?.setView(found.position, 16);
      this.cameWithWords = true;
    } else if (this.cameWithWords) this.mark(null);
  }

  locate() {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.mark([coords.latitude, coords.longitude]);
        this.map?.setView(this.marked, 17);
      },
      () => { this.status.textContent = this.dataset.unknown; },
      { enableHighAccuracy: true, timeout: 10000 },
    );
  }

  remove() {
    this.mark(null);
    this.status.textContent = this.dataset.removed;
    this.words.focus();
  }

  tell() {
    const position = this.marked;
    this.removal.hidden = !position;
    this.status.textContent = position ? `${filled(this.dataset.marked, { spot: this.spot(position) })} ${this.warning(position)}` : "";
    this.pin?.getElement()?.classList.toggle("site-map__pin--open", !position);
  }

  warning(position) {
    const kilometres = this.dataset.center ? Math.hypot(...way(this.center, position)) : 0;
    return kilometres > FAR_KILOMETRES ? filled(this.dataset.far, { distance: distanceText(kilometres) }) : "";
  }

  // The numbers, and where that is seen from the nearest place that people know.
  spot(position) {
    const spot = position.map((number) => number.toFixed(5)).join(", ");
    const ways = this.known.map((place) => ({ ...place, way: way(place.position, position) }));
    const [nearest] = ways.sort((one, other) => Math.hypot(...one.way) - Math.hypot(...other.way));
    if (!nearest) return spot;
    const [north, east] = nearest.way;
    const kilometres = Math.hypot(north, east);
    if (kilometres < BESIDE_KILOMETRES) return filled(this.dataset.beside, { spot, place: nearest.name });
    const eighth = Math.round(Math.atan2(east, north) / (Math.PI / 4));
    const direction = this.dataset.directions.split(",").at(eighth);
    return filled(this.dataset.near, { spot, direction, place: nearest.name, distance: distanceText(kilometres) });
  }

  draw(leaflet) {
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "application");
    const start = this.marked || this.center;
    this.map.setView(start || GERMANY.position, start ? 15 : GERMANY.zoom);
    this.pin = leaflet.marker(this.map.getCenter(), { icon: pin(leaflet), draggable: true, keyboard: false }).addTo(this.map);
    this.pin.on("dragend", () => this.take());
    this.map.on("click", ({ latlng }) => { this.pin.setLatLng(latlng); this.take(); });
    this.stage.onkeydown = (event) => this.key(event);
    this.tell();
  }

  take() {
    const { lat, lng } = this.pin.getLatLng().wrap();
    clearTimeout(this.timer);
    this.mark([lat, lng]);
  }

  key(event) {
    // Buttons on the map have keys of their own.
    if (event.target !== this.stage || event.ctrlKey || event.altKey || event.metaKey) return;
    const acts = {
      Enter: () => { this.take(); this.words.focus(); },
      Escape: () => { this.tell(); this.words.focus(); },
      "+": () => this.map.zoomIn(),
      "-": () => this.map.zoomOut(),
    };
    const act = ARROWS[event.key] ? () => this.move(ARROWS[event.key], event.shiftKey) : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  move([right, down], isFar) {
    const step = isFar ? STEP_PIXELS * 10 : STEP_PIXELS;
    const pixel = this.map.latLngToContainerPoint(this.pin.getLatLng()).add([right * step, down * step]);
    this.pin.setLatLng(this.map.containerPointToLatLng(pixel));
    this.map.panInside(this.pin.getLatLng(), { padding: [60, 60], animate: false });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say(), WAIT);
  }

  say() {
    const { lat, lng } = this.pin.getLatLng();
    this.status.textContent = filled(this.dataset.moved, { spot: this.spot([lat, lng]) });
  }
}

customElements.define("site-place", SitePlace);
