"""SHACL validation: of one source graph, of the merged dataset, and with shapes of the caller."""

from kg.validation.checks import check_shapes
from kg.validation.engine import Validator, validate_plain

__all__ = ["Validator", "check_shapes", "validate_plain"]
