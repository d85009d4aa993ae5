// Asks the device for a passkey: to sign in ("login"), as a second factor ("ask"), or to make one ("add").
// The options come from the server, the answer goes back in a hidden field of the form.
const { create, get } = window.webauthnJSON;

const given = () => JSON.parse(document.getElementById("passkey-options").textContent);

const ways = {
  async login(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`No options: ${answer.status}`);
    return get((await answer.json()).request_options);
  },
  ask: () => get(given().request_options),
  add(form) {
    const options = given().creation_options;
    const alone = form.elements.passwordless.checked;
    const wishes = { residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
    Object.assign(options.publicKey.authenticatorSelection, wishes, alone ? { userVerification: "required" } : {});
    return create(options);
  },
};

const use = (form) => {
  const error = form.querySelector("[data-passkey-error]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ways[form.dataset.passkey](form));
      form.submit();
    } catch {
      // Cancelled, no such key, or no key at all: the person reads it and chooses another way.
      error.hidden = false;
    }
  });
};

if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(use);
