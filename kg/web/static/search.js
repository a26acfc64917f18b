// Makes a combobox of each search form: suggestions below the field, by the pattern of WAI-ARIA 1.2
// (list autocomplete with manual selection). Without it, and whenever it fails, the form itself works.
"use strict";
(() => {
  const WAIT = 120; // milliseconds of silence before a request
  let numbers = 0;

  class Combobox {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector('input[name="q"]');
      this.input.type = "text"; // Escape closes the list, and does not clear the field
      this.input.setAttribute("enterkeyhint", "search");
      this.number = ++numbers;
      this.list = this.element("ul", { id: `suggestions-${this.number}`, role: "listbox", class: "suggestions" });
      this.list.setAttribute("aria-label", "Suggestions");
      this.list.hidden = true;
      this.status = this.element("div", { role: "status", class: "hidden" });
      this.form.append(this.list, this.status);
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
      this.form.addEventListener("focusout", (event) => {
        if (!this.form.contains(event.relatedTarget)) this.close();
      });
      this.form.addEventListener("submit", () => this.close());
      const kind = this.form.elements.namedItem("type");
      if (kind) kind.addEventListener("change", () => this.stop());
      this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
      window.addEventListener("pageshow", () => this.close());
    }

    ask() {
      this.stop();
      const sent = new URLSearchParams(new FormData(this.form));
      for (const [name, value] of [...sent]) if (!value) sent.delete(name);
      if (!this.input.value.trim()) {
        this.close();
        return;
      }
      const number = this.asked;
      this.timer = setTimeout(() => this.send(sent, number), WAIT);
    }

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
        const answer = await fetch(`${this.form.dataset.suggest}?${sent}`, {
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
      this.options = results.map((result, place) => this.option(result, place)).filter(Boolean);
      this.list.replaceChildren(...this.options);
      this.open(this.options.length > 0 && document.activeElement === this.input);
      const number = this.options.length;
      const what = number === 1 ? "1 suggestion" : `${number} suggestions`;
      this.status.textContent = number ? `${what}, use the arrow keys` : "No suggestions";
    }

    option(result, place) {
      const address = local(result.page);
      if (!address) return null;
      const option = this.element("li", { role: "option", id: `${this.list.id}-${place}` });
      option.setAttribute("aria-selected", "false");
      const name = this.text("span", "label", result.label, result.lang);
      const kind = this.text("span", "kind", result.kindLabel);
      option.append(name, " ", kind);
      if (result.note) option.append(" ", this.text("span", "note", result.note));
      if (result.reason) option.append(" ", this.text("span", "reason", result.reason));
      option.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey) window.open(address, "_blank", "noopener");
        else location.assign(address);
      });
      option.address = address;
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
          location.assign(this.options[this.active].address);
          break;
        case "Escape":
          event.preventDefault();
          if (shown) this.close();
          else this.input.value = "";
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

    // Past either end no option is chosen: the text in the field is what Enter searches for.
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

    element(name, attributes) {
      const element = document.createElement(name);
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
      return element;
    }

    text(name, kind, text, language) {
      const element = this.element(name, { class: kind, dir: "auto" });
      if (language) element.lang = language;
      element.textContent = String(text).slice(0, 200);
      return element;
    }
  }

  // An address of the web, as all places of things are; "" for anything else.
  function local(address) {
    if (!address) return "";
    try {
      const url = new URL(address, location.href);
      return url.protocol === "http:" || url.protocol === "https:" ? url.href : "";
    } catch {
      return "";
    }
  }

  // A slash leads to the field from anywhere but another field.
  function toField(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target;
    if (at instanceof Element && (at.closest("input, textarea, select") || at.isContentEditable)) return;
    const field = document.getElementById("q");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }

  for (const form of document.querySelectorAll("form[data-suggest]")) new Combobox(form);
  document.addEventListener("keydown", toField);
})();
