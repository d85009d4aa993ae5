// Keeps the notices of an open page current: a cache may have kept the page longer than a notice holds.
const place = document.getElementById("hinweise");
const EVERY = 60_000;

const text = (html) => {
  const parsed = document.createElement("template");
  parsed.innerHTML = html;
  return parsed.content.textContent.replace(/\s+/g, " ").trim();
};

// What has ended goes at its minute, also when the server cannot be reached.
const removeEnded = () => {
  for (const notice of place.querySelectorAll("[data-until]")) {
    if (Date.parse(notice.dataset.until) <= Date.now()) notice.remove();
  }
};

const renew = async () => {
  removeEnded();
  try {
    const answer = await fetch(place.dataset.current, { cache: "no-store", credentials: "omit" });
    if (!answer.ok) return;
    const html = await answer.text();
    // Only a change is written: screen readers read out whatever appears here.
    if (text(html) !== text(place.innerHTML)) place.innerHTML = html;
  } catch {
    // Without a network the page stays as it is until the next try.
  }
};

if (place?.dataset.current) {
  renew();
  setInterval(() => document.visibilityState === "visible" && renew(), EVERY);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && renew());
  window.addEventListener("pageshow", (event) => event.persisted && renew());
}
