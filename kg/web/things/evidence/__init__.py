"""Which documents bear a fact out, in which words, and what was worked out: below all sections."""
