// Where rows of a list can be chosen: one box that chooses all on the page, and how many are chosen. Without it the rows are chosen one by one,
// or all that the list finds by the form's own button.
const rows = [...document.querySelectorAll(".tracker-choose")];
const form = document.getElementById("many");

if (form && rows.length > 1) {
  const table = rows[0].closest("table");
  const line = document.createElement("p");
  line.className = "tracker-choose-all tracker-screen-only";
  const label = document.createElement("label");
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "tracker-choose";
  label.append(all, `Choose all ${rows.length} on this page`);
  const said = document.createElement("span");
  said.className = "tracker-quiet";
  said.setAttribute("role", "status");
  line.append(label, said);
  table.before(line);

  const tell = () => {
    const chosen = rows.filter((row) => row.checked).length;
    all.checked = chosen === rows.length;
    all.indeterminate = chosen > 0 && chosen < rows.length;
    said.textContent = chosen ? `${chosen} chosen` : "";
  };
  all.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
    tell();
  });
  for (const row of rows) row.addEventListener("change", tell);
  tell(); // a browser that comes back to the page remembers what was ticked
  window.addEventListener("pageshow", tell);
}
