// A field that finds things by their names: a list box below it, as ARIA describes the combobox.

let fields = 0;

/** Write an IRI with one of *prefixes* where that is legal, else between angle brackets. */
export function shortened(iri, prefixes) {
  for (const [prefix, space] of Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length)) {
    const local = iri.slice(space.length);
    if (iri.startsWith(space) && /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(local)) return `${prefix}:${local}`;
  }
  return `<${iri}>`;
}

/** Offer the things that *suggest* finds for what stands in *input*; *choose* takes the one chosen. */
export function offerThings(input, suggest, choose) {
  const list = document.createElement("ul");
  list.className = "names";
  list.id = `names-${++fields}`;
  list.role = "listbox";
  list.hidden = true;
  list.ariaLabel = "Things of that name";
  input.after(list);
  input.role = "combobox";
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.ariaExpanded = "false";
  let found = [];
  let active = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const take = (number) => {
    const thing = found[number];
    close();
    if (thing) choose(thing);
  };
  const mark = (number) => {
    active = (number + found.length) % found.length;
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", place === active));
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[active].id);
  };
  const show = (things) => {
    found = things;
    list.replaceChildren(...things.map((thing, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.role = "option";
      item.dir = "auto";
      item.setAttribute("aria-selected", "false");
      const kind = document.createElement("small");
      kind.textContent = [thing.kindLabel ?? thing.kind, thing.note].filter(Boolean).join(", ");
      item.append(`${thing.label} `, kind);
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(number);
      });
      return item;
    }));
    list.hidden = !things.length;
    input.ariaExpanded = String(Boolean(things.length));
    active = -1;
  };
  const ask = async () => {
    const text = input.value.trim();
    const number = ++asked;
    if (text.length < 2 || /^<|^[a-z]+:/.test(text)) return close();
    try {
      const answer = await fetch(`${suggest}?${new URLSearchParams({ q: text })}`);
      const things = answer.ok ? (await answer.json()).results ?? [] : [];
      if (number === asked && document.activeElement === input) show(things.slice(0, 12));
    } catch {
      close(); // the field takes what is written in it
    }
  };

  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) mark(active < 0 && event.key === "ArrowUp" ? -1 : active + steps[event.key]);
    else if (event.key === "Enter") take(Math.max(active, 0));
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
