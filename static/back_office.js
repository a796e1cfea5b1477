// What the design system's scripts look for, which come after this one.
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

// A field that offers records says its label too: by itself it says only what is chosen.
const named = (within) => {
  for (const select of within.querySelectorAll("select.admin-autocomplete:not([name*=__prefix__])")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box) continue;
    label.id ||= `${select.id}_label`;
    box.setAttribute("aria-labelledby", `${label.id} select2-${select.id}-container`);
    box.querySelector(".select2-selection__rendered").setAttribute("aria-labelledby", label.id);
  }
};
window.django?.jQuery?.(() => named(document)); // after Django's own has drawn them
document.addEventListener("formset:added", (event) => setTimeout(() => named(event.target)));
