"""`/search` and `/suggest`: things by their names, with the reason why each was found."""
