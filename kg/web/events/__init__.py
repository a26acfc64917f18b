"""Events on pages: who took part and as what, how an event came about, and what was at a place."""
