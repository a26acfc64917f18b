"""Roles through time: who held what when, as a table, a time line and an answer for a day."""
