"""What results say when their shapes say nothing."""

from __future__ import annotations

import pytest

from tests.unit.validation.evaluation.conftest import Evaluate

DATA = """ex:x ex:p "a"@en, "b"@en ; ex:q 1 . ex:y ex:p 7, [] ; ex:q 1 ."""
PATH = "sh:path ex:p ; "
CONSTRAINTS = {
    PATH + "sh:class ex:C": "Class",
    PATH + "sh:datatype xsd:integer": "Datatype",
    PATH + "sh:nodeKind sh:IRI": "NodeKind",
    PATH + "sh:minInclusive 9": "MinInclusive",
    PATH + "sh:maxInclusive 1": "MaxInclusive",
    PATH + "sh:minExclusive 9": "MinExclusive",
    PATH + "sh:maxExclusive 1": "MaxExclusive",
    PATH + "sh:minLength 9": "MinLength",
    PATH + "sh:maxLength 0": "MaxLength",
    PATH + "sh:pattern '^9$'": "Pattern",
    PATH + "sh:languageIn ( 'fr' 'de' )": "LanguageIn",
    PATH + "sh:in ( 1 ex:a )": "In",
    PATH + "sh:minCount 9": "MinCount",
    PATH + "sh:maxCount 1": "MaxCount",
    PATH + "sh:uniqueLang true": "UniqueLang",
    PATH + "sh:hasValue 9": "HasValue",
    PATH + "sh:equals ex:q": "Equals",
    PATH + "sh:disjoint ex:p": "Disjoint",
    PATH + "sh:lessThan ex:q": "LessThan",
    PATH + "sh:lessThanOrEquals ex:q": "LessThanOrEquals",
    "sh:closed true": "Closed",
    PATH + "sh:node [ sh:class ex:C ]": "Node",
    PATH + "sh:not [ sh:minLength 0 ]": "Not",
    PATH + "sh:and ( [ sh:class ex:C ] )": "And",
    PATH + "sh:or ( ex:One ex:Two )": "Or",
    PATH + "sh:xone ( ex:One ex:Two )": "Xone",
    PATH + "sh:qualifiedValueShape ex:One ; sh:qualifiedMinCount 1": "QualifiedMinCount",
    PATH + "sh:qualifiedValueShape [] ; sh:qualifiedMaxCount 1": "QualifiedMaxCount",
    PATH + "sh:sparql [ sh:select 'SELECT $this { $this ?p 7 }' ]": "SPARQL",
}


@pytest.mark.parametrize(("constraint", "component"), CONSTRAINTS.items())
def test_every_check_has_a_sentence(constraint: str, component: str, evaluate: Evaluate) -> None:
    """It ends like one, nothing in it waits to be filled in, and the component has its name."""
    shape = f"ex:S sh:targetNode ex:x, ex:y ; {constraint} ."
    others = "ex:One sh:class ex:C . ex:Two sh:class ex:D ."
    results = evaluate(DATA, shape + others)
    assert results
    for result in results:
        assert result.component.endswith(f"#{component}ConstraintComponent")
        assert result.message.endswith("."), result.message
        assert "{" not in result.message


def test_the_message_of_the_shape_goes_before(evaluate: Evaluate) -> None:
    """All of them, the English one first."""
    shape = "ex:S sh:targetNode ex:x ; sh:path ex:none ; sh:minCount 1 ; sh:message 'a'@de, 'b' ."
    (result,) = evaluate(DATA, shape)
    assert result.message == "b"
    assert len(result.messages) == 2


@pytest.mark.parametrize(("number", "noun"), [(1, "1 value."), (2, "2 values.")])
def test_one_value_is_no_plural(number: int, noun: str, evaluate: Evaluate) -> None:
    """A sentence reads as one."""
    shape = f"ex:S sh:targetNode ex:x ; sh:path ex:none ; sh:minCount {number} ."
    (result,) = evaluate(DATA, shape)
    assert result.message.endswith(noun)
