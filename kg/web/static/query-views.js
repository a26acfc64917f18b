// What scripts add to a result: copying, and the views of a table as a time line and as JSON.
import { drawSpans, guessSpan, spanColumns } from "./query-spans.js";

const MOST = 200_000; // characters of JSON that are shown

/** Add buttons to a result that was written on the server; without any it is whole as well. */
export function enrichResult(section) {
  if (!section) return;
  section.querySelectorAll(".copied").forEach(addCopy);
  const table = section.querySelector(".result-table");
  const json = [...section.querySelectorAll(".downloads a")].find((link) => link.textContent === "JSON");
  if (table && json) addViews(table, json.href);
}

function button(text, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = text;
  made.addEventListener("click", action);
  return made;
}

function addCopy(text) {
  const copy = button("Copy", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      copy.textContent = "Copied";
    } catch { // without leave, or without TLS: mark it, so that a key copies it
      getSelection().selectAllChildren(text);
      copy.textContent = "Marked: press Ctrl+C";
    }
    setTimeout(() => { copy.textContent = "Copy"; }, 4000);
  });
  copy.classList.add("copy");
  text.after(copy);
}

function addViews(table, address) {
  const plain = table.closest(".scroll");
  const place = document.createElement("div");
  place.hidden = true;
  plain.after(place);
  const bar = document.createElement("div");
  bar.className = "views";
  bar.role = "group";
  bar.ariaLabel = "Views of the result";
  const add = (text, show) => {
    const made = button(text, () => {
      [...bar.children].forEach((other) => { other.ariaPressed = String(other === made); });
      plain.hidden = Boolean(show);
      place.hidden = !show;
      if (show) show(place);
    });
    made.ariaPressed = String(!show);
    bar.append(made);
  };
  add("Table", null);
  if (spanColumns(table).length) add("Time line", (here) => showSpans(here, table));
  add("JSON", (here) => showJson(here, address));
  plain.before(bar);
}

async function showJson(place, address) {
  const text = document.createElement("pre");
  text.className = "raw";
  text.tabIndex = 0;
  text.textContent = "…";
  place.replaceChildren(text);
  try {
    const found = JSON.stringify(await (await fetch(address)).json(), null, 2);
    text.textContent = found.length > MOST ? `${found.slice(0, MOST)}\n… the download has all of it` : found;
  } catch {
    text.textContent = "The server did not answer. Try again.";
  }
}

function showSpans(place, table) {
  const columns = spanColumns(table);
  const guess = guessSpan(columns);
  const choice = document.createElement("div");
  choice.className = "span-choice";
  const drawing = document.createElement("div");
  drawing.className = "scroll";
  const select = (text, chosen, none) => {
    const label = document.createElement("label");
    const made = document.createElement("select");
    if (none) made.add(new Option(none, ""));
    columns.forEach(({ title, index }) => made.add(new Option(title, index, false, index === chosen)));
    label.append(text, made);
    choice.append(label);
    made.addEventListener("change", draw);
    return made;
  };
  const start = select("From", guess.start, "");
  const end = select("until", guess.end, "the same day");
  function draw() {
    const precise = guess.bounds && Number(start.value) === guess.start && Number(end.value) === guess.end;
    drawing.replaceChildren(drawSpans(table, {
      start: Number(start.value),
      end: end.value === "" ? Number(start.value) : Number(end.value),
      bounds: precise ? guess.bounds : null,
    }));
  }
  place.replaceChildren(choice, drawing);
  draw();
}
