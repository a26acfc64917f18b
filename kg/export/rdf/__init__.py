"""The syntaxes of RDF, patches of it, and its canonical form."""
