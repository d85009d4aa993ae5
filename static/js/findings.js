// What the checks found, at the top of a page: a click opens what is folded around its place and leads into its field; after
// Wagtail has saved by itself the list is fetched anew. Without JavaScript the links still lead to their places, all of which
// are open then.

const FIELDS = "input:not([type=hidden], [type=checkbox]), textarea, select, [contenteditable=true]";
const firstVisible = (part, selector) => [...part.querySelectorAll(selector)].find((found) => found.offsetParent);

document.addEventListener("click", (event) => {
  const link = event.target.closest("#findings a[href^='#panel'], #findings a[href^='#block']");
  const place = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!place) return;
  event.preventDefault();
  const tab = place.closest("[role=tabpanel][hidden]");
  if (tab) document.querySelector(`[role=tab][href='#${tab.id}']`)?.click();
  for (let panel = place; panel; panel = panel.parentElement?.closest("[data-panel]")) {
    panel.querySelector(":scope > .w-panel__header [data-panel-toggle][aria-expanded='false']")?.click();
  }
  place.scrollIntoView({ behavior: "instant" }); // a smooth one is stopped by text areas that grow when they are shown
  const field = firstVisible(place, `.w-panel__content :is(${FIELDS})`) ?? firstVisible(place, ".w-panel__content button");
  field?.focus({ preventScroll: true });
});

document.addEventListener("w-autosave:success", async () => {
  const list = document.querySelector("#findings[data-address^='/']");
  if (!list) return;
  const answer = await fetch(list.dataset.address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok) list.innerHTML = await answer.text();
});
