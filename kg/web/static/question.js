// The page of a stored question: things by name, and what can be done with its answer.
import { offerThings, shortened } from "./things-by-name.js";
import { enrichResult } from "./query-views.js";

const form = document.querySelector("#choose");
if (form) {
  const prefixes = JSON.parse(form.dataset.prefixes);
  for (const input of form.querySelectorAll("input[data-kind=thing]")) {
    const said = document.getElementById(input.getAttribute("aria-describedby"));
    offerThings(input, form.dataset.things, (thing) => {
      input.value = shortened(thing.iri, prefixes);
      said.textContent = thing.label;
    });
  }
}
enrichResult(document.querySelector("#result"));
