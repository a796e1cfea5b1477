// The design system's own behaviour: the menu that folds, the error summary that takes the focus; and fields that offer names as one types.
// Every page works without it.
import { initAll } from "./nhsuk-frontend.min.js";
import "./offers.js";

initAll();
