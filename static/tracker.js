// The design system's own behaviour: the menu that folds, the error summary that takes the focus. Every page works without it.
import { initAll } from "./nhsuk-frontend.min.js";

initAll();
