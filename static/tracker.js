// The design system's own behaviour: the menu that folds, the error summary that takes the focus; fields that offer names as one types; a box that
// chooses all on a page; drafts that are saved as one writes.
// Every page works without it.
import { initAll } from "./nhsuk-frontend.min.js";
import "./choosing.js";
import "./draft.js";
import "./offers.js";

initAll();
