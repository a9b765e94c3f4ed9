"""Each fact shows where it was read, and reading it again shows the same."""

import os
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.extraction import VERSION, extract
from parsing.records import MOVES, ROLES, STATUSES, Article
from tests.parsing.stories import DEV, article, dev, only

LENS = article(
    "Le RC Lens a recruté Malo Kerveadou. Le milieu arrive du FC Nantes contre 12 M€.",
    "Selon L’Équipe, l’OGC Nice négocie avec Chidozie Okonwé.",
    title="Lens tient Malo Kerveadou",
)
WORDS = ["Le RC Lens ", "l’OM ", "Malo Kerveadou ", "Okonwé ", "a recruté ", "quitte ", "est prêté à ", "n’a pas "]
MORE = ["signé ", "pour ", "12 M€", "jusqu’en 2029", "Selon L’Équipe, ", "son entraîneur ", "de ", "il ", "le club "]
MARKS = [". ", " « ", " » ", "\n\n", "…", "’", "\u00a0", "(", ")", ": ", "?", "😀", "\u0000", "é", "A"]
PIECES = st.sampled_from([*WORDS, *MORE, *MARKS])
AGAIN = f"""
from itertools import islice
from pathlib import Path
from parsing.corpus import labelled
from parsing.extraction import extract
print([extract(each.article) for each in islice(labelled(Path({str(DEV)!r})), 0, 48, 6)])
"""


def check(read: Article) -> None:
    """Assert that each fact of an article stands where its evidence says, and holds what a fact may hold."""
    for fact in extract(read):
        assert fact.evidence
        for each in fact.evidence:
            assert getattr(read, each.field)[each.start : each.end] == each.sentence != ""
        assert (fact.role in ROLES, fact.move in MOVES, fact.status in STATUSES) == (True, True, True)
        assert 0.0 <= fact.confidence <= 1.0
        assert fact.person
        assert fact.extractor == VERSION


def test_the_evidence_is_the_sentence() -> None:
    """The sentence that carries the claim is quoted as it stands, from its first letter to its full stop."""
    lens, nice = extract(LENS)
    assert "Le RC Lens a recruté Malo Kerveadou." in {each.sentence for each in lens.evidence}
    assert [each.sentence for each in nice.evidence] == ["Selon L’Équipe, l’OGC Nice négocie avec Chidozie Okonwé."]
    check(LENS)


def test_the_title_is_evidence_of_its_own() -> None:
    """What the title says is quoted from the title."""
    (fact,) = extract(article("Le milieu arrive jeudi.", title="Le RC Lens a recruté Malo Kerveadou"))
    assert [(each.field, each.start) for each in fact.evidence] == [("title", 0)]


def test_evidence_of_real_articles_stands_in_them() -> None:
    """Offsets of each fact of each labelled article give its sentence, character by character."""
    quoted = [(each, fact, one) for each, facts in dev() for fact in facts for one in fact.evidence]
    assert len({id(fact) for _, fact, _ in quoted}) == sum(len(facts) for _, facts in dev()) > 0
    for each, _, one in quoted:
        assert getattr(each.article, one.field)[one.start : one.end] == one.sentence != "", each.id


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["", "Lens tient Malo Kerveadou"]))
def test_evidence_of_any_text_stands_in_it(text: str, title: str) -> None:
    """Whatever football is put together, nothing raises and each offset holds."""
    check(Article("https://exemple.fr/1", title, text))


@given(st.text(max_size=120), st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str, title: str) -> None:
    """Whatever comes, an article has facts or none."""
    check(Article("", title, text))


def test_a_fact_cannot_be_changed() -> None:
    """What travels is frozen."""
    fact = only("Le RC Lens a recruté Malo Kerveadou.")
    with pytest.raises(FrozenInstanceError):
        fact.person = "Personne"  # type: ignore[misc]


def test_facts_cross_the_border_of_a_process() -> None:
    """Pickled and read again, facts are the same, and hash the same."""
    facts = extract(LENS)
    again = pickle.loads(pickle.dumps(facts))
    assert again == facts
    assert set(again) == set(facts)


def test_reading_twice_gives_the_same() -> None:
    """An article that was read before, and others in between, has the same facts in the same order."""
    for each, facts in islice(dev(), 8):
        assert extract(each.article) == facts


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_reads_the_same(seed: str) -> None:
    """No order of hashes shows in the facts."""
    done = subprocess.run(
        [sys.executable, "-c", AGAIN],
        capture_output=True,
        text=True,
        cwd=DEV.parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == repr([facts for _, facts in islice(dev(), 8)])
