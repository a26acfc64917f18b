// Time lines that answer: bounds of a row on hover and focus, a cursor of days, zoom, and a way to a day.
(() => {
  "use strict";
  const MOST_ZOOM = 64;
  const DAY = 86400000;
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  const made = (name, attributes = {}, text = "") => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };

  const button = (label, name, act) => {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = label;
    element.setAttribute("aria-label", name);
    element.addEventListener("click", act);
    return element;
  };

  class Days {
    constructor(first, length) {
      const [, year, month, day] = /^(-?\d+)-(\d\d)-(\d\d)$/.exec(first);
      this.start = new Date(0);
      this.start.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
      this.length = length;
    }
    at(number) { return new Date(this.start.getTime() + number * DAY); }
    written(number) {
      const day = this.at(number);
      const year = day.getUTCFullYear();
      const two = (part) => String(part).padStart(2, "0");
      return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}-${two(day.getUTCMonth() + 1)}-${two(day.getUTCDate())}`;
    }
    inWords(number) {
      const day = this.at(number);
      const year = day.getUTCFullYear();
      return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${year > 0 ? year : `${1 - year} BC`}`;
    }
  }

  class TimeLine {
    constructor(figure) {
      this.figure = figure;
      this.window = figure.querySelector(".window");
      this.drawing = figure.querySelector(".drawing");
      this.rows = [...figure.querySelectorAll(".row")];
      this.days = new Days(figure.dataset.first, Number(figure.dataset.days));
      this.zoom = 1;
      this.row = -1;
      this.number = Math.floor(this.days.length / 2);
      this.prepare();
    }

    prepare() {
      const title = this.drawing.querySelector("title");
      this.drawing.setAttribute("role", "group");
      this.drawing.removeAttribute("aria-labelledby");
      this.drawing.setAttribute("aria-label", `${title.textContent}. Up and down choose a row, left and right a day; Enter goes to the day, plus and minus change the scale.`);
      this.drawing.setAttribute("tabindex", "0");
      title.remove();  // a browser would show it wherever the pointer is
      this.cursor = made("g", { class: "cursor", visibility: "hidden" });
      this.line = made("line", { y1: 50, y2: "100%" });
      this.text = made("text", { y: 12 });
      this.cursor.append(this.line, this.text);
      this.drawing.append(this.cursor);
      this.tip = document.createElement("p");
      this.tip.className = "tip";
      this.tip.setAttribute("role", "status");
      this.tip.dir = "auto";
      this.hint = "Point at a row for its exact days; click on a day to see the page for it.";
      this.tip.textContent = this.hint;
      this.window.after(this.tip);
      this.tools();
      this.listen();
      this.figure.classList.add("live");
    }

    tools() {
      const bar = document.createElement("div");
      bar.className = "tools";
      bar.append(
        "Scale",
        button("−", "Show more time", () => this.scale(this.zoom / 2)),
        button("+", "Show less time, larger", () => this.scale(this.zoom * 2)),
        button("All", "Show all of it", () => this.scale(1)),
      );
      this.figure.prepend(bar);
    }

    listen() {
      this.drawing.addEventListener("pointermove", (event) => this.point(event));
      this.drawing.addEventListener("pointerleave", () => this.rest());
      this.drawing.addEventListener("click", (event) => {
        this.point(event);
        this.go();
      });
      this.drawing.addEventListener("keydown", (event) => this.key(event));
      this.drawing.addEventListener("blur", () => this.rest());
      this.window.addEventListener("scroll", () => this.keepLabels());
    }

    point(event) {
      const box = this.drawing.getBoundingClientRect();
      const part = (event.clientX - box.left) / box.width;
      this.number = Math.min(this.days.length - 1, Math.max(0, Math.floor(part * this.days.length)));
      const found = event.target.closest ? event.target.closest(".row") : null;
      this.row = found ? this.rows.indexOf(found) : -1;
      this.show();
    }

    key(event) {
      const step = event.shiftKey ? 1 : Math.max(1, Math.round(this.days.length / 60 / this.zoom));
      const acts = {
        ArrowLeft: () => { this.number = Math.max(0, this.number - step); },
        ArrowRight: () => { this.number = Math.min(this.days.length - 1, this.number + step); },
        ArrowUp: () => { this.row = Math.max(0, this.row - 1); },
        ArrowDown: () => { this.row = Math.min(this.rows.length - 1, this.row + 1); },
        "+": () => this.scale(this.zoom * 2),
        "-": () => this.scale(this.zoom / 2),
        Enter: () => this.go(),
      };
      if (event.key === "Escape") { this.rest(); return; }
      const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key === "=" ? "+" : event.key];
      if (!act) return;
      event.preventDefault();
      act();
      this.show();
      this.reveal();
    }

    show() {
      const x = ((this.number + 0.5) / this.days.length) * 100;
      this.line.setAttribute("x1", `${x}%`);
      this.line.setAttribute("x2", `${x}%`);
      this.text.setAttribute("x", `${x}%`);
      this.text.setAttribute("text-anchor", x < 12 ? "start" : x > 88 ? "end" : "middle");
      this.text.textContent = this.days.inWords(this.number);
      this.cursor.setAttribute("visibility", "visible");
      this.rows.forEach((row, number) => row.classList.toggle("chosen", number === this.row));
      const row = this.rows[this.row];
      const told = row ? `${row.querySelector(".label").textContent}: ${row.dataset.words}. ${row.dataset.bounds}` : this.days.inWords(this.number);
      if (this.tip.textContent !== told) this.tip.textContent = told;
    }

    rest() {
      this.cursor.setAttribute("visibility", "hidden");
      this.rows.forEach((row) => row.classList.remove("chosen"));
      this.row = -1;
      this.tip.textContent = this.hint;
    }

    scale(wanted) {
      const width = this.window.clientWidth;
      const middle = (this.window.scrollLeft + width / 2) / (width * this.zoom);
      this.zoom = Math.min(MOST_ZOOM, Math.max(1, wanted));
      this.drawing.style.width = `${this.zoom * 100}%`;
      this.figure.classList.toggle("enlarged", this.zoom >= 4);
      const place = this.cursor.getAttribute("visibility") === "visible" ? this.number / this.days.length : middle;
      this.window.scrollLeft = place * width * this.zoom - width / 2;
      this.keepLabels();
    }

    reveal() {
      const width = this.window.clientWidth;
      const x = ((this.number + 0.5) / this.days.length) * width * this.zoom;
      if (x < this.window.scrollLeft || x > this.window.scrollLeft + width) this.window.scrollLeft = x - width / 2;
      const row = this.rows[this.row];
      if (!row) return;
      const y = row.getBoundingClientRect().top - this.window.getBoundingClientRect().top;
      if (y < 0 || y > this.window.clientHeight - 36) this.window.scrollTop += y - this.window.clientHeight / 2;
    }

    keepLabels() {
      for (const row of this.rows) row.querySelector(".label").setAttribute("x", this.window.scrollLeft);
    }

    go() {
      const place = new URL(location.href);
      place.searchParams.set("at", this.days.written(this.number));
      place.hash = this.figure.closest("section[id]") ? this.figure.closest("section[id]").id : "";
      location.assign(place);
    }
  }

  for (const figure of document.querySelectorAll("figure.timeline")) new TimeLine(figure);
})();
