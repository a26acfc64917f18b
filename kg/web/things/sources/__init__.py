"""The sources of a thing: documents with what they say, evidence, inferences, source graphs."""
