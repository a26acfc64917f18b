"""Claims: who says what of a thing, who denies it, and what is claimed, which is no fact."""
