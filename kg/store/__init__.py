"""Datasets at rest and in memory; the only user of pyoxigraph.Store."""
