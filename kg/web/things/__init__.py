"""Pages of things: what is said of one, panel by panel, each with its query and its sources."""
