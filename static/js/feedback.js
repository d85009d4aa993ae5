// The second question opens below the page instead of on a page of its own. Without it the forms work as they are.
const place = document.querySelector("[data-feedback]");

const send = async (form, button) => {
  const fields = new FormData(form);
  if (button?.name) fields.append(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.querySelector("main [data-feedback]");
  if (!next) throw new Error(`No next step: ${answer.status}`);
  place.replaceChildren(...next.childNodes);
  (place.querySelector("[role=alert] a, .kern-alert a") || place.querySelector("#klar")).focus();
};

place?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (place.ariaBusy === "true") return;
  place.ariaBusy = "true";
  try {
    await send(event.target, event.submitter);
  } catch {
    // The browser sends it the ordinary way; what was counted already is not counted twice.
    if (event.submitter?.name) {
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: event.submitter.name, value: event.submitter.value });
      event.target.append(pressed);
    }
    event.target.submit();
  }
  place.ariaBusy = "false";
});
