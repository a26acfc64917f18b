"""Things by their IRIs: what is said of one, in which syntax, since when, and under which links."""
