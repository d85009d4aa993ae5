// What the checks found, at the top of a page: a click opens the folded parts around its place; after Wagtail has saved by
// itself the list is fetched anew. Without JavaScript the links still lead to their places, all of which are open then.

document.addEventListener("click", (event) => {
  const link = event.target.closest("#findings a[href^='#panel'], #findings a[href^='#block']");
  const place = link && document.getElementById(link.getAttribute("href").slice(1));
  for (let panel = place; panel; panel = panel.parentElement?.closest("[data-panel]")) {
    panel.querySelector(":scope > .w-panel__header [data-panel-toggle][aria-expanded='false']")?.click();
  }
});

document.addEventListener("w-autosave:success", async () => {
  const list = document.querySelector("#findings[data-address^='/']");
  if (!list) return;
  const answer = await fetch(list.dataset.address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok) list.innerHTML = await answer.text();
});
