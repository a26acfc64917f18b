// Completes prefixes, classes and properties from what the server says of its own data.

const MOST = 60;

/** Register our completers with the editor; *address* is where the server lists the terms. */
export function registerCompleters(Yasqe, address, prefixes) {
  for (const kind of ["class", "property"]) {
    let terms = null;
    Yasqe.forkAutocompleter(kind, {
      name: `our-${kind}`,
      persistenceId: null,
      bulk: false,
      autoShow: false,
      onInitialize: undefined,
      get: async (editor, token) => matching(await (terms ??= listed(address, kind)), token, prefixes),
      postProcessSuggestion: (editor, token, iri) => written(editor, iri, prefixes),
      postprocessHints: (editor, hints) => described(editor, hints, terms, prefixes),
    }, false);
  }
  Yasqe.forkAutocompleter("prefixes", {
    name: "our-prefix",
    persistenceId: null,
    onInitialize: undefined,
    get: () => Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`).sort(),
  }, false);
}

async function listed(address, kind) {
  try {
    const answer = await fetch(`${address}?kind=${kind}`);
    return answer.ok ? (await answer.json()).terms : [];
  } catch {
    return []; // the editor works without
  }
}

/** The terms whose IRI, name or label has what is typed; those that begin with it first. */
function matching(terms, token, prefixes) {
  const typed = (token?.string ?? "").trim().replace(/^[<]|[>]$/g, "").toLowerCase();
  const local = typed.includes(":") && !typed.includes("//") ? typed.split(":")[1] : typed;
  const prefix = typed.includes(":") && !typed.includes("//") ? typed.split(":")[0] : "";
  const of = ({ iri, name, label }) => {
    if (prefix && prefixes[prefix] && !iri.startsWith(prefixes[prefix])) return 0;
    const short = name.replace(/^[^:]*:/, "").toLowerCase();
    if (short.startsWith(local) || iri.toLowerCase().startsWith(typed)) return 3;
    if (label.toLowerCase().startsWith(local)) return 2;
    return short.includes(local) || label.toLowerCase().includes(local) ? 1 : 0;
  };
  return terms.map((term) => [of(term), term]).filter(([rank]) => rank)
    .sort((a, b) => b[0] - a[0]).slice(0, MOST).map(([, term]) => term.iri);
}

/** An IRI as it is written into the query: with a prefix of the query, or one of ours. */
function written(editor, iri, prefixes) {
  const known = { ...prefixes, ...editor.getPrefixesFromQuery() };
  for (const [prefix, space] of Object.entries(known)) {
    const local = iri.slice(space.length);
    if (space && iri.startsWith(space) && /^[A-Za-z_][A-Za-z0-9_-]*$/.test(local)) return `${prefix}:${local}`;
  }
  return `<${iri}>`;
}

/** Show each term with what it is called and how often it is used; add the prefix that it needs. */
function described(editor, hints, terms, prefixes) {
  Promise.resolve(terms).then((all) => {
    const byName = new Map((all ?? []).map((term) => [written(editor, term.iri, prefixes), term]));
    for (const hint of hints) hint.term = byName.get(hint.text);
  });
  for (const hint of hints) {
    hint.render = (item, _, { text, term }) => {
      const note = document.createElement("small");
      note.textContent = term ? `  ${term.label}${term.uses ? `, ${term.uses}×` : ", not used"}` : "";
      item.title = term?.definition ?? "";
      item.append(text, note);
    };
    hint.hint = (self, data, chosen) => {
      self.replaceRange(chosen.text, chosen.from ?? data.from, chosen.to ?? data.to, "complete");
      const prefix = chosen.text.split(":")[0];
      if (!chosen.text.startsWith("<") && !(prefix in self.getPrefixesFromQuery()) && prefixes[prefix]) {
        self.addPrefixes({ [prefix]: prefixes[prefix] });
      }
    };
  }
  return hints;
}
