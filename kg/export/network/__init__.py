"""Networks of things with their days: GEXF and GraphML."""
