// A field that offers names as one types: the combobox of the ARIA Authoring Practices, an input with a list of options.
// Without this script it is a select box, or a field in which the whole name is typed.

const PAUSE = 150; // milliseconds after the last letter

class Offers {
  constructor(field) {
    this.input = field.matches("select") ? Offers.typed(field) : field;
    this.address = field.dataset.offers;
    this.options = [];
    this.at = -1;
    this.build();
    this.input.addEventListener("input", () => this.askSoon());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
  }

  // An input in the place of a select box, with its name, its label and what is said of it.
  static typed(select) {
    const input = document.createElement("input");
    input.type = "text";
    input.autocomplete = "off";
    input.value = select.value;
    for (const name of ["id", "name", "aria-describedby"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    input.className = select.className.replaceAll("nhsuk-select", "nhsuk-input");
    select.replaceWith(input);
    return input;
  }

  build() {
    const { input } = this;
    const around = Offers.element("div", "tracker-offers");
    input.replaceWith(around);
    this.list = Offers.element("ul", "tracker-offers__list", { id: `${input.id}-offers`, role: "listbox", "aria-label": "Names" });
    this.list.hidden = true;
    this.said = Offers.element("div", "nhsuk-u-visually-hidden", { role: "status" });
    around.append(input, this.list, this.said);
    const says = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(says)) input.setAttribute(name, value);
  }

  static element(name, className, attributes = {}) {
    const made = document.createElement(name);
    made.className = className;
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  }

  get isOpen() {
    return !this.list.hidden;
  }

  askSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.ask(this.input.value), PAUSE);
  }

  // What begins so; a later question takes the place of an earlier one, and without an answer the field is a plain one.
  async ask(words) {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await fetch(`${this.address}&q=${encodeURIComponent(words)}`, { signal: this.asking.signal });
      if (answer.ok) this.show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show({ names, more }) {
    if (document.activeElement !== this.input) return;
    this.options = names.map((each, place) => this.option(each, place));
    this.list.replaceChildren(...this.options);
    this.mark(-1);
    this.open(names.length > 0);
    const many = names.length === 1 ? "1 name" : `${names.length} names`;
    this.said.textContent = names.length ? `${many}${more ? ", and there are more" : ""}` : "Nobody is called so";
  }

  option({ words, text, address }, place) {
    const option = Offers.element("li", "tracker-offers__option", { id: `${this.list.id}-${place}`, role: "option", "aria-selected": "false" });
    option.dataset.words = words;
    option.append(text);
    if (!text.includes(address)) {
      const quiet = Offers.element("span", "tracker-quiet");
      quiet.textContent = ` ${address}`;
      option.append(quiet);
    }
    option.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    option.addEventListener("click", () => this.choose(option));
    return option;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    clearTimeout(this.soon);
    this.asking?.abort();
    this.mark(-1);
    this.open(false);
  }

  mark(place) {
    this.at = place;
    this.options.forEach((option, each) => option.setAttribute("aria-selected", String(each === place)));
    const option = this.options[place];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  choose(option) {
    this.input.value = option.dataset.words;
    this.close();
    this.said.textContent = `${option.dataset.words} is chosen`;
  }

  key(event) {
    const last = this.options.length - 1;
    const next = { ArrowDown: this.at < last ? this.at + 1 : 0, ArrowUp: this.at > 0 ? this.at - 1 : last };
    if (event.key in next && !event.altKey) {
      event.preventDefault();
      if (this.isOpen) this.mark(next[event.key]);
      else this.ask(""); // everybody, for whoever has not begun to type
    } else if (event.key === "Enter" && this.isOpen && this.at >= 0) {
      event.preventDefault();
      this.choose(this.options[this.at]);
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    }
  }
}

for (const field of document.querySelectorAll("[data-offers]")) new Offers(field);
