// What the quality rules found, at the top of a service: a click opens the folded section; after Wagtail has saved by
// itself the list is fetched anew. Without JavaScript the links still lead to their sections, all of which are open then.

document.addEventListener("click", (event) => {
  const link = event.target.closest("#findings a[href^='#panel']");
  const section = link && document.querySelector(link.getAttribute("href"));
  section?.querySelector("[data-panel-toggle][aria-expanded='false']")?.click();
});

document.addEventListener("w-autosave:success", async () => {
  const list = document.querySelector("#findings[data-address^='/']");
  if (!list) return;
  const answer = await fetch(list.dataset.address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok) list.innerHTML = await answer.text();
});
