// Makes a combobox of each search form, whose suggestions lead to pages; a slash leads to the field.
import { Combobox } from "./combobox.js";

for (const form of document.querySelectorAll("form[data-suggest]")) suggestIn(form);
document.addEventListener("keydown", toField);

function suggestIn(form) {
  const input = form.querySelector('input[name="q"]');
  input.setAttribute("enterkeyhint", "search");
  const combobox = new Combobox(input, {
    place: form,
    label: "Suggestions",
    address: form.dataset.suggest,
    sent: () => written(form),
    usable: (result) => Boolean(local(result.page)),
    choose: (result, event) => {
      const address = local(result.page);
      if (event.ctrlKey || event.metaKey) window.open(address, "_blank", "noopener");
      else location.assign(address);
    },
  });
  const kind = form.elements.namedItem("type");
  if (kind) kind.addEventListener("change", () => combobox.stop());
}

/** What the form sends, without what is empty. */
function written(form) {
  const sent = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...sent]) if (!value) sent.delete(name);
  return sent;
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
