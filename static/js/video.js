// Films of other providers: the player is asked for only after a click. Without this script the link leads to the provider.

for (const film of document.querySelectorAll("[data-player]")) {
  const button = film.querySelector("[data-load]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = film.dataset.title;
    frame.allow = "fullscreen; picture-in-picture; encrypted-media";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = film.dataset.player;
    film.querySelector(".site-video__stage").replaceChildren(frame);
    frame.focus();
  });
}
