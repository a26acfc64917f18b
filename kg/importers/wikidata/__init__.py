"""Wikidata: whole entities as JSON, as RDF or from an endpoint; one form between, one mapping."""
