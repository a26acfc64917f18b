"""Evaluates shapes with set-at-a-time queries."""

from kg.validation.evaluation.evaluator import Evaluator

__all__ = ["Evaluator"]
