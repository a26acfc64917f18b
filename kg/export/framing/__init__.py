"""JSON-LD that reads like plain JSON: a thing in a document, with our published context."""

from kg.export.framing.frames import frame, to_json

__all__ = ["frame", "to_json"]
