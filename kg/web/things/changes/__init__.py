"""What changed in what is said of a thing, by the journal of the store."""
