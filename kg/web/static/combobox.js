// A field with suggestions below it, by the pattern of WAI-ARIA 1.2 (list autocomplete with manual
// selection). Without it, and whenever it fails, the field takes what is written in it.

const WAIT = 120; // milliseconds of silence before a request
let numbers = 0;

/**
 * Suggests results for what stands in *input*.
 *
 * *address* is asked with the parameters that `sent()` gives; null asks nothing. The list comes into
 * *place*, and is called *label*. `choose(result, event)` takes the one that was chosen; a result
 * that is not `usable` is left out. Enter without a choice stays what it is without suggestions.
 */
export class Combobox {
  constructor(input, { place, label, address, sent, choose, usable = () => true }) {
    Object.assign(this, { input, place, address, sent, choose, usable });
    this.clears = input.type === "search"; // as such fields do by Escape
    this.input.type = "text"; // Escape closes the list first
    this.list = element("ul", { id: `suggestions-${++numbers}`, role: "listbox", class: "suggestions" });
    this.list.setAttribute("aria-label", label);
    this.list.hidden = true;
    this.status = element("div", { role: "status", class: "hidden" });
    this.place.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      this.input.setAttribute(name, value);
    }
    this.options = [];
    this.active = -1;
    this.asked = 0; // the number of the newest request: answers to others are late
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", (event) => {
      if (!event.isComposing) this.ask();
    });
    this.input.addEventListener("compositionend", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.place.addEventListener("focusout", (event) => {
      if (!this.place.contains(event.relatedTarget)) this.close();
    });
    if (this.input.form) this.input.form.addEventListener("submit", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    window.addEventListener("pageshow", () => this.close());
  }

  ask() {
    this.stop();
    const sent = this.input.value.trim() ? this.sent() : null;
    if (!sent) {
      this.close();
      return;
    }
    const number = this.asked;
    this.timer = setTimeout(() => this.send(sent, number), WAIT);
  }

  /** Forget what was asked. */
  stop() {
    this.asked += 1;
    clearTimeout(this.timer);
    if (this.request) this.request.abort();
    this.request = null;
  }

  async send(sent, number) {
    const request = new AbortController();
    this.request = request;
    try {
      const answer = await fetch(`${this.address}?${sent}`, {
        headers: { Accept: "application/json" },
        signal: request.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      if (number === this.asked) this.show(said.results);
    } catch {
      if (number === this.asked) this.close();
    }
  }

  show(results) {
    this.activate(-1);
    this.options = results.filter(this.usable).map((result, place) => this.option(result, place));
    this.list.replaceChildren(...this.options);
    this.open(this.options.length > 0 && document.activeElement === this.input);
    const number = this.options.length;
    const what = number === 1 ? "1 suggestion" : `${number} suggestions`;
    this.status.textContent = number ? `${what}, use the arrow keys` : "No suggestions";
  }

  option(result, place) {
    const option = element("li", { role: "option", id: `${this.list.id}-${place}` });
    option.setAttribute("aria-selected", "false");
    option.append(text("label", result.label, result.lang), " ", text("kind", result.kindLabel));
    if (result.note) option.append(" ", text("note", result.note));
    if (result.reason) option.append(" ", text("reason", result.reason));
    option.take = (event) => {
      this.close();
      this.choose(result, event);
    };
    option.addEventListener("click", option.take);
    return option;
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const shown = !this.list.hidden;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        if (!shown) this.reopen();
        else this.move(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter":
        if (!shown || this.active < 0) return;
        event.preventDefault();
        this.options[this.active].take(event);
        break;
      case "Escape":
        if (shown) this.close();
        else if (this.clears) this.input.value = "";
        else return;
        event.preventDefault();
        break;
      case "Tab":
        this.close();
        break;
      default:
    }
  }

  reopen() {
    if (this.options.length) this.open(true);
    else this.ask();
  }

  // Past either end no option is chosen: the text in the field is what Enter sends.
  move(step) {
    const places = this.options.length + 1;
    this.activate(((this.active + 1 + step + places) % places) - 1);
  }

  activate(place) {
    if (this.active >= 0) this.options[this.active].setAttribute("aria-selected", "false");
    this.active = place;
    if (place < 0) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    const option = this.options[place];
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  open(shown) {
    this.list.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
  }

  close() {
    this.stop();
    this.activate(-1);
    this.open(false);
    this.status.textContent = "";
  }
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

function text(kind, content, language) {
  const made = element("span", { class: kind, dir: "auto" });
  if (language) made.lang = language;
  made.textContent = String(content ?? "").slice(0, 200);
  return made;
}
