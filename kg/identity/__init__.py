"""Which things of different sources may be one: pairs with a score and its reasons."""

from kg.identity.candidates import Candidate, propose
from kg.identity.choosing import choose
from kg.identity.kinds import KIND_OF_CLASS, KINDS

__all__ = ["KINDS", "KIND_OF_CLASS", "Candidate", "choose", "propose"]
