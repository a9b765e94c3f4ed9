"""Weights are made from labelled articles, and applied without the library that made them."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.corpus import labelled
from parsing.extraction import lay_out
from parsing.extraction.choice import columns, linear_scores, matrix, table
from parsing.extraction.model import Model, keys_of, known, trained
from parsing.training.__main__ import main
from parsing.training.examples import Example, examples
from parsing.training.fit import fit, forest_of
from tests.parsing.stories import DEV


@pytest.fixture(scope="module")
def few() -> list[Example]:
    """Some articles of the corpus as questions with answers."""
    return examples(islice(labelled(DEV), 0, None, 20))


@pytest.fixture(scope="module")
def small(few: list[Example]) -> Model:
    """Weights made from them."""
    return fit(few, forests=1)


def test_training_is_deterministic(few: list[Example], small: Model) -> None:
    """The same articles give the same weights."""
    again = fit(few, forests=1)
    assert np.array_equal(again.weights, small.weights)
    assert all(np.allclose(again.forests[name].value, forest.value) for name, forest in small.forests.items())


def test_what_was_learned_is_applied(few: list[Example], small: Model) -> None:
    """On the articles that it was trained on, the model is sure of most arrivals."""
    right = asked = 0
    for example in few:
        if not example.asked.pairs:
            continue
        rows = matrix(example.asked.pairs, linear_scores(example.asked, small))
        sure = small.forests["arrives"](rows)[:, 1]
        for probability, answer in zip(sure, example.answers, strict=True):
            asked += answer.arrives
            right += answer.arrives and probability > 0.5
    assert asked > 50
    assert right / asked > 0.7


def test_weights_survive_the_file(small: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved is read again, to the precision of the file."""
    small.save(str(tmp_path / "weights.npz"))
    monkeypatch.setattr("parsing.extraction.model.files", lambda package: tmp_path)
    trained.cache_clear()
    try:
        again = trained()
    finally:
        trained.cache_clear()
    assert (again.heads, again.columns) == (small.heads, small.columns)
    assert np.allclose(again.weights, small.weights, atol=0.01)
    assert np.array_equal(again.forests["status"].value, small.forests["status"].value)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_trees_answer_as_the_library_that_grew_them(seed: int, classes: int) -> None:
    """Probabilities are the same with numpy alone."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    random = np.random.default_rng(seed)
    rows, answers = random.normal(size=(80, 5)), np.arange(80) % classes
    grown = HistGradientBoostingClassifier(max_iter=5, max_leaf_nodes=6, early_stopping=False).fit(rows, answers)
    assert np.allclose(forest_of(grown)(rows), grown.predict_proba(rows))


@given(st.sets(st.text()), st.sets(st.text()))
def test_signs_are_known_by_their_keys(signs: set[str], others: set[str]) -> None:
    """Of some signs those are found that the vocabulary holds, whatever else it holds."""
    vocabulary = keys_of(signs | others)
    assert list(vocabulary) == sorted(set(vocabulary.tolist()))
    assert list(vocabulary[known(signs, vocabulary)]) == list(keys_of(signs))
    assert len(known(signs, keys_of([]))) == 0
    assert list(keys_of(["c-1:à"])) == [crc32("c-1:à".encode())]


def test_the_weights_fit_the_code() -> None:
    """The file that comes with this version was made with the columns that this version measures."""
    model = trained()
    assert model.columns == columns()
    assert model.weights.shape == (len(model.heads), len(model.vocabulary))
    asked = table(lay_out(next(labelled(DEV)).article))
    assert matrix(asked.pairs, linear_scores(asked, model)).shape == (len(asked.pairs), len(columns()))


def test_training_on_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without labelled articles: one line, exit code 2, and the weights stay."""
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
