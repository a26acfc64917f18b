"""Which shapes look at what: each source graph for itself, then the merged dataset."""

from kg.gate.own import OwnGate
from kg.gate.packaged import PackagedGate, Validators, packaged_gate, packaged_validators
from kg.gate.passing import Passing, names_text
from kg.gate.proposal import Change, Gate, Proposal
from kg.gate.standing import without_standing
from kg.gate.stores import gate_of

__all__ = [
    "Change",
    "Gate",
    "OwnGate",
    "PackagedGate",
    "Passing",
    "Proposal",
    "Validators",
    "gate_of",
    "names_text",
    "packaged_gate",
    "packaged_validators",
    "without_standing",
]
