// A field that finds things by their names, for what takes their IRIs.
import { Combobox } from "./combobox.js";

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
  return new Combobox(input, {
    place: input.parentElement,
    label: "Things of that name",
    address: suggest,
    sent: () => named(input.value.trim()),
    choose,
  });
}

/** What asks for a name; nothing for an IRI, or for a letter alone. */
function named(text) {
  return text.length < 2 || /^<|^[a-z]+:/.test(text) ? null : new URLSearchParams({ q: text });
}
