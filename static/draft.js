// A form that is written over hours, such as a return, is saved while people write: after a pause, and when they leave the page. Its button does the
// same without this. What could not be saved stays in the form, and is tried again.
const form = document.querySelector("form[data-draft]");

const PAUSE = 10_000; // milliseconds without typing
const APART = 60_000; // between two savings, because each is kept in the history
const AGAIN = 15_000; // until it is tried again

if (form) {
  const said = form.querySelector("[data-draft-said]");
  let changed = false;
  let saving = false;
  let last = 0;
  let timer;

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  async function save() {
    if (!changed || saving) return;
    if (Date.now() - last < APART && document.visibilityState === "visible") return later(APART - (Date.now() - last));
    saving = true;
    changed = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Draft": "1" }, keepalive: true });
      const found = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      if (answer.ok && found.version) {
        form.elements.made_from.value = found.version;
        last = Date.now();
        said.textContent = found.said;
      } else {
        changed = true; // the button shows why, with everything that was typed
        said.textContent = found.said ?? "Not saved. Press Save to see why.";
      }
    } catch {
      changed = true;
      said.textContent = "Not saved: there is no connection. We will try again.";
      later(AGAIN);
    }
    saving = false;
  }

  form.addEventListener("input", () => {
    changed = true;
    later(PAUSE);
  });
  form.addEventListener("submit", () => {
    changed = false;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  window.addEventListener("beforeunload", (event) => changed && !saving && event.preventDefault());
}
