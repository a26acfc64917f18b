"""SHACL validation: of one source graph, of the merged dataset, and with shapes of the caller."""

from kg.validation.checks import check_shapes
from kg.validation.context import NOTHING
from kg.validation.engine import PlainValidator, Validator, validate_plain
from kg.validation.incremental import ChangeValidator

__all__ = [
    "NOTHING",
    "ChangeValidator",
    "PlainValidator",
    "Validator",
    "check_shapes",
    "validate_plain",
]
