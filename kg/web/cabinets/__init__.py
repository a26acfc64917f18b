"""Cabinets: who held what in a state on a day."""
