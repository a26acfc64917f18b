// The query page: an editor in place of the text field, and results without leaving the page.
// The server writes results and errors as HTML; this brings them into the page.
/* global Yasqe */
import { offerThings, shortened } from "./things-by-name.js";
import { enrichResult } from "./query-views.js";
import { registerCompleters } from "./query-completion.js";

const form = document.querySelector("#ask");
const field = document.querySelector("#query");
const prefixes = JSON.parse(form.dataset.prefixes);
const keys = document.querySelector("#keys");
const run = form.querySelector("button[type=submit]");
let asking = null;

const editor = mountEditor();
mountInsertion();
const stop = mountStop();
keys.textContent = keys.dataset.scripted;
form.addEventListener("submit", (event) => {
  field.value = editor.getValue();
  if (event.submitter?.name) return; // a file is sent for, by a button that says of which kind
  event.preventDefault();
  ask();
});
window.addEventListener("popstate", () => bring(location.href, false));
enrichResult(document.querySelector("#result"));
markError();

function mountEditor() {
  const place = document.createElement("div");
  place.className = "editor";
  field.after(place);
  registerCompleters(Yasqe, form.dataset.completions, prefixes);
  const made = new Yasqe(place, {
    value: field.value,
    autocompleters: ["variables", "our-prefix", "our-class", "our-property"],
    persistenceId: null, // nothing is kept in the browser: another store may be served here tomorrow
    createShareableLink: null,
    consumeShareLink: null,
    prefixCcApi: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    collapsePrefixesOnLoad: false,
    viewportMargin: Infinity,
    screenReaderLabel: "Query, in SPARQL",
    extraKeys: {
      "Ctrl-Enter": () => ask(),
      "Cmd-Enter": () => ask(),
      "Ctrl-Space": (self) => self.autocomplete(),
      Tab: false, // it leads on to the next control, as everywhere
      "Shift-Tab": false,
      Esc: (self) => self.getInputField().blur(),
    },
  });
  made.getDoc().setCursor(made.getDoc().posFromIndex(Math.max(field.value.lastIndexOf("}"), 0)), null, { scroll: false });
  field.hidden = true;
  field.required = false; // a hidden field cannot be pointed at
  form.querySelector("label[for=query]").addEventListener("click", () => made.focus());
  made.getInputField().setAttribute("aria-describedby", "keys");
  return made;
}

function mountInsertion() {
  const place = document.createElement("p");
  place.className = "insert";
  const label = document.createElement("label");
  label.textContent = "Insert a thing by its name";
  label.htmlFor = "thing";
  const input = document.createElement("input");
  input.id = "thing";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.placeholder = "Shoigu, Шойгу, Moscow …";
  place.append(label, input);
  form.querySelector(".run").before(place);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  offerThings(input, form.dataset.things, (thing) => {
    const name = shortened(thing.iri, prefixes);
    editor.getDoc().replaceSelection(`${name} `);
    const prefix = name.split(":")[0];
    if (!name.startsWith("<") && !(prefix in editor.getPrefixesFromQuery())) {
      editor.addPrefixes({ [prefix]: prefixes[prefix] });
    }
    input.value = "";
    editor.focus();
  });
}

function mountStop() {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = "Stop";
  made.hidden = true;
  made.addEventListener("click", () => asking?.abort());
  run.after(made);
  return made;
}

function ask() {
  field.value = editor.getValue();
  const sent = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) sent.append(name, value);
  bring(`${form.getAttribute("action")}?${sent}`, true);
}

/** Bring the result of an address into this page; its query into the editor, when it is not ours. */
async function bring(address, isNew) {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  busy(true);
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const section = page.querySelector("#result");
    if (!section) return location.assign(address);
    if (isNew && address !== location.pathname + location.search) history.pushState(null, "", address);
    if (!isNew) editor.setValue(page.querySelector("#query").value);
    document.title = page.title;
    document.querySelector("h1").replaceWith(page.querySelector("h1"));
    show(document.adoptNode(section));
  } catch (error) {
    if (mine === asking) say(error.name === "AbortError" ? "Stopped." : "The server did not answer. Try again.");
  } finally {
    if (mine === asking) busy(false);
  }
}

function show(section) {
  document.querySelector("#result").replaceWith(section);
  enrichResult(section);
  markError();
  section.tabIndex = -1;
  section.focus({ preventScroll: true });
  section.scrollIntoView({ block: "nearest" });
}

function say(sentence) {
  const section = document.createElement("section");
  section.id = "result";
  section.role = "status";
  const text = document.createElement("p");
  text.textContent = sentence;
  section.append(text);
  document.querySelector("#result").replaceWith(section);
}

function busy(is) {
  run.disabled = is;
  run.textContent = is ? "Running …" : "Run";
  stop.hidden = !is;
  document.querySelector("#result").classList.toggle("running", is);
}

/** Mark the line that the error is about, until the query is changed. */
function markError() {
  const { line, column } = document.querySelector("#result").dataset;
  if (!line) return;
  const doc = editor.getDoc();
  const [row, place] = [Number(line) - 1, Math.max(Number(column) - 1, 0)];
  if (row >= doc.lineCount()) return;
  doc.addLineClass(row, "background", "wrong-line");
  const rest = /^\s*\S+/.exec(doc.getLine(row).slice(place)) ?? [" "];
  const mark = doc.markText({ line: row, ch: place }, { line: row, ch: place + rest[0].length }, { className: "wrong-word" });
  doc.setCursor({ line: row, ch: place });
  const clear = () => {
    doc.removeLineClass(row, "background", "wrong-line");
    mark.clear();
    editor.off("changes", clear);
  };
  editor.on("changes", clear);
}
