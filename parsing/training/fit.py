"""Fits the weights: linear models over signs, boosted trees over their scores and what was counted.

The trees learn from scores that the linear models gave to articles they had not seen (five folds), as they will when
the weights are used. Everything is deterministic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from parsing.extraction.belonging import BELONGING_HEADS
from parsing.extraction.choice import (
    ARRIVALS,
    LINEAR,
    PAIR_HEADS,
    Pair,
    columns,
    kind_signs,
    matrix,
    status_row,
    status_signs,
)
from parsing.extraction.model import Forest, Keys, Model, keys_of, known
from parsing.names import same_person
from parsing.records import STATUSES, Fact, Move, Status
from parsing.training.examples import Answer, Example

__all__ = ["fit", "forest_of"]

_FOLDS = 5
_STRENGTH = {"pair": 0.08, "person": 0.1, "article": 0.05, "status": 0.1, "belonging": 0.2}
"""Inverse of the penalty on large weights; larger fits closer."""
_FORESTS, _TREES, _RATE, _LEAVES = 3, 160, 0.06, 31
_SHARE = 0.3
"""Share of the columns that a split may choose among: trees that differ err differently."""
_SLIGHT = 0.01
"""Weights nearer to zero are left out: they change nothing and the file is smaller."""
_ASKS: dict[str, Callable[[Answer], bool]] = {
    "arrives": lambda a: a.arrives,
    "stays": lambda a: a.stays,
    "leaves": lambda a: a.leaves,
    "from": lambda a: a.came_from,
}
"""What the labels answer to each question in `PAIR_HEADS`."""
_PERSONS: dict[str, Callable[[Sequence[Fact]], bool]] = {
    "moves": bool,
    "has a post": lambda facts: any(fact.move == "appointment" for fact in facts),
    "is loaned": lambda facts: any(fact.move == "loan" for fact in facts),
    "signs anew": lambda facts: any(fact.move == "extension" for fact in facts),
    "departs": lambda facts: any(fact.move == "departure" for fact in facts),
    "works": lambda facts: any(fact.role != "player" for fact in facts),
}
"""What is asked of the facts of a person; whether he is coach or staff only of those who have any."""
_ARTICLES: dict[str, Callable[[Sequence[Fact]], bool]] = {
    "tells": bool,
    "tells of posts": lambda facts: any(fact.move == "appointment" for fact in facts),
}
Rows = NDArray[np.float64]
Say = Callable[[str], None]


@dataclass(slots=True)
class _Question:
    """One linear question: the signs of each unit, its answers, the article that each unit is from.

    :param known: the units that have an answer; the others are only scored.
    """

    name: str
    signs: list[set[str]]
    answers: list[bool]
    article: list[int]
    strength: float
    known: list[bool] | None = None


def fit(articles: Sequence[Example], say: Say = lambda line: None, forests: int = _FORESTS) -> Model:
    """Return the weights that answer `articles` best.

    :param say: told what is being done.
    :param forests: how many forests are averaged; more are steadier and slower.
    :raises ValueError: when the articles have no example of some answer.
    """
    linear = _Linear(_vocabulary(articles), [crc32(example.story.encode()) % _FOLDS for example in articles])
    scores = _scores(articles, linear, say)
    rows, offset = [], 0
    for example in articles:
        size = len(example.asked.pairs)
        if size:
            rows.append(matrix(example.asked.pairs, {h: scores[h][offset : offset + size] for h in LINEAR}))
        offset += size
    every = np.vstack(rows)
    answers = [answer for example in articles for answer in example.answers]
    movers = [moves for example in articles for moves in _of_movers(example)]
    grown = {}
    for name, ask in _ASKS.items():
        say(f"trees: {name}")
        asked = [i for i, mover in enumerate(movers) if mover or name != "from"]
        grown[name] = _forest(every[asked], np.array([int(ask(answers[i])) for i in asked]), 2, forests)
    arriving = [i for i, a in enumerate(answers) if a.kind]
    kinds = np.array([ARRIVALS.index(kind) for i in arriving if (kind := answers[i].kind)])
    say("trees: kind")
    grown["kind"] = _forest(every[arriving], kinds, len(ARRIVALS), forests)
    say("trees: status")
    grown["status"] = _status(articles, every, linear, forests)
    for head in BELONGING_HEADS:
        say(f"weights: {head}")
        units = [
            (n, signs, answer) for n, e in enumerate(articles) for asked_, signs, answer in e.belongs if asked_ == head
        ]
        linear.fit(
            _Question(
                head,
                [set(signs) for _, signs, _ in units],
                [answer for *_, answer in units],
                [n for n, *_ in units],
                _STRENGTH["belonging"],
            )
        )
    used = np.any(np.array(linear.weights) != 0, axis=0)
    weights = np.array(linear.weights)[:, used]
    return Model(linear.vocabulary[used], tuple(linear.heads), weights, np.array(linear.bias), grown, columns())


class _Linear:
    """The linear questions fitted so far.

    :param vocabulary: the keys of the signs that get weights.
    :param folds: of each article the part that it belongs to.
    """

    def __init__(self, vocabulary: Keys, folds: Sequence[int]) -> None:
        self.vocabulary = vocabulary
        self.folds = np.array(folds)
        self.heads: list[str] = []
        self.weights: list[NDArray[np.float32]] = []
        self.bias: list[float] = []

    def fit(self, asked: _Question) -> Rows:
        """Fit a question; return the scores that its units get from models that have not seen their article."""
        table = _sparse(asked.signs, self.vocabulary)
        answers, article = np.array(asked.answers, dtype=int), np.array(asked.article)
        known = np.ones(len(answers), dtype=bool) if asked.known is None else np.array(asked.known)
        unseen = np.zeros(len(answers))
        for fold in range(_FOLDS):
            out = self.folds[article] == fold
            seen = known & ~out
            unseen[out] = _regression(table[seen], answers[seen], asked.strength).decision_function(table[out])
        whole = _regression(table[known], answers[known], asked.strength)
        weights = whole.coef_[0].astype(np.float32)
        weights[np.abs(weights) < _SLIGHT] = 0.0
        self.heads.append(asked.name)
        self.weights.append(weights)
        self.bias.append(float(whole.intercept_[0]))
        return unseen


def _scores(articles: Sequence[Example], linear: _Linear, say: Say) -> dict[str, Rows]:
    """Fit all linear questions but the rungs; return the score of each pair for each."""
    pairs = [(n, example, pair, answer) for n, example in enumerate(articles) for pair, answer in _answered(example)]
    scores: dict[str, Rows] = {}
    signs, article = [pair.signs for _, _, pair, _ in pairs], [n for n, _, _, _ in pairs]
    for head in PAIR_HEADS:
        say(f"weights: {head}")
        given = [_ASKS[head](answer) for *_, answer in pairs]
        scores[head] = linear.fit(_Question(head, signs, given, article, _STRENGTH["pair"]))
    signs = [kind_signs(pair, example.asked.about) for _, example, pair, _ in pairs]
    arrives = [answer.arrives for *_, answer in pairs]
    for move in ARRIVALS:
        say(f"weights: kind {move}")
        given = [answer.kind == move for *_, answer in pairs]
        question = _Question(f"kind {move}", signs, given, article, _STRENGTH["pair"], known=arrives)
        scores[question.name] = linear.fit(question)
    units = [(n, example, person) for n, example in enumerate(articles) for person in example.asked.about]
    own = [[fact for fact in example.facts if same_person(fact.person, person)] for _, example, person in units]
    about = [example.asked.about[person] for _, example, person in units]
    for head, person_is in _PERSONS.items():
        say(f"weights: {head}")
        known = [bool(facts) for facts in own] if head == "works" else None
        question = _Question(
            head, about, [person_is(facts) for facts in own], [n for n, *_ in units], _STRENGTH["person"], known
        )
        of_unit = dict(zip([(n, person) for n, _, person in units], linear.fit(question), strict=True))
        scores[head] = np.array([of_unit[n, pair.person] for n, _, pair, _ in pairs])
    for head, article_is in _ARTICLES.items():
        say(f"weights: {head}")
        question = _Question(
            head,
            [example.asked.article for example in articles],
            [article_is(example.facts) for example in articles],
            list(range(len(articles))),
            _STRENGTH["article"],
        )
        of_article = linear.fit(question)
        scores[head] = np.array([of_article[n] for n, *_ in pairs])
    return scores


def _status(articles: Sequence[Example], every: Rows, linear: _Linear, forests: int) -> Forest:
    """Fit the rungs, on the moves that the labels know."""
    told: list[tuple[int, int, set[str], Move, Status | None, int]] = []
    at = 0
    for n, example in enumerate(articles):
        for pair, answer in _answered(example):
            for move, status, ruled in answer.rungs:
                signs = status_signs(pair, example.asked.about, move)
                told.append((n, at, signs, move, ruled, STATUSES.index(status)))
            at += 1
    rungs = np.array([rung for *_, rung in told])
    scores = np.stack(
        [
            linear.fit(
                _Question(
                    f"status {status}",
                    [signs for _, _, signs, *_ in told],
                    list(rungs == rank),
                    [n for n, *_ in told],
                    _STRENGTH["status"],
                )
            )
            for rank, status in enumerate(STATUSES)
        ],
        axis=1,
    )
    rows = np.array(
        [status_row(every[at], list(scores[k]), move, ruled) for k, (_, at, _, move, ruled, _) in enumerate(told)],
        dtype=np.float64,
    )
    return _forest(rows, rungs, len(STATUSES), forests, trees=50, leaves=8)


def _of_movers(example: Example) -> Iterable[bool]:
    """Tell of each pair whether its person makes a move: only then is it asked where he comes from."""
    movers = {pair.person for pair, answer in _answered(example) if answer.rungs}
    return (pair.person in movers for pair in example.asked.pairs)


def _answered(example: Example) -> Iterable[tuple[Pair, Answer]]:
    """Each pair with its answer."""
    return zip(example.asked.pairs, example.answers, strict=True)


def _vocabulary(articles: Sequence[Example]) -> Keys:
    """The signs that stand in at least two articles; the others say nothing about a third."""
    seen: Counter[int] = Counter()
    for example in articles:
        about = example.asked.about
        signs = set(example.asked.article).union(*about.values())
        for pair, answer in _answered(example):
            signs |= kind_signs(pair, about)
            for move, _, _ in answer.rungs:
                signs |= status_signs(pair, about, move)
        signs = signs.union(*(told for _, told, _ in example.belongs))
        seen.update(keys_of(signs).tolist())
    return np.array(sorted(key for key, times in seen.items() if times > 1), dtype=np.uint32)


def _sparse(units: Sequence[set[str]], vocabulary: Keys) -> csr_matrix:
    found = [known(signs, vocabulary) for signs in units]
    ends = list(accumulate((len(each) for each in found), initial=0))
    inside = np.concatenate(found) if found else np.empty(0, dtype=np.int64)
    return csr_matrix((np.ones(len(inside)), inside, ends), shape=(len(units), len(vocabulary)))


def _regression(table: csr_matrix, answers: NDArray[np.int64], strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, solver="liblinear", max_iter=300, random_state=0).fit(table, answers)


def _forest(
    rows: Rows, answers: NDArray[np.int64], classes: int, forests: int, trees: int = _TREES, leaves: int = _LEAVES
) -> Forest:
    """Grow some forests that differ by chance, and take their mean."""
    grown = []
    for seed in range(forests):
        model = HistGradientBoostingClassifier(
            max_iter=trees,
            learning_rate=_RATE,
            max_leaf_nodes=leaves,
            min_samples_leaf=12,
            max_features=_SHARE,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=seed,
        ).fit(rows, answers)
        if list(model.classes_) != list(range(classes)):
            raise ValueError(f"expected examples of all {classes} answers, got {list(model.classes_)}")
        grown.append(forest_of(model))
    return _mean(grown)


def _mean(forests: Sequence[Forest]) -> Forest:
    """All trees of some forests in one, each with its share of the say."""
    starts = list(accumulate((len(forest.left) for forest in forests), initial=0))
    return Forest(
        roots=np.hstack([f.roots + s for f, s in zip(forests, starts, strict=False)]).astype(np.int32),
        start=np.mean([f.start for f in forests], axis=0),
        feature=np.concatenate([f.feature for f in forests]),
        threshold=np.concatenate([f.threshold for f in forests]),
        left=np.concatenate([f.left + s for f, s in zip(forests, starts, strict=False)]).astype(np.int32),
        right=np.concatenate([f.right + s for f, s in zip(forests, starts, strict=False)]).astype(np.int32),
        value=np.concatenate([f.value for f in forests]) / len(forests),
        depth=np.max([f.depth for f in forests]),
    )


def forest_of(model: HistGradientBoostingClassifier) -> Forest:
    """Return the trees of a fitted model, the nodes of all of them in one row of arrays."""
    nodes = [[tree.nodes for tree in trees] for trees in model._predictors]
    flat = [tree for trees in nodes for tree in trees]
    starts = list(accumulate((len(tree) for tree in flat), initial=0))
    left = np.concatenate(
        [np.where(t["is_leaf"], np.arange(len(t)), t["left"]) + s for t, s in zip(flat, starts, strict=False)]
    )
    right = np.concatenate(
        [np.where(t["is_leaf"], np.arange(len(t)), t["right"]) + s for t, s in zip(flat, starts, strict=False)]
    )
    classes = len(nodes[0])
    return Forest(
        roots=np.array([starts[:-1][k::classes] for k in range(classes)], dtype=np.int32),
        start=np.asarray(model._baseline_prediction, dtype=np.float64).ravel(),
        feature=np.concatenate([np.where(t["is_leaf"], 0, t["feature_idx"]) for t in flat]).astype(np.int32),
        threshold=np.concatenate([np.where(t["is_leaf"], 0.0, t["num_threshold"]) for t in flat]),
        left=left.astype(np.int32),
        right=right.astype(np.int32),
        value=np.concatenate([t["value"] for t in flat]).astype(np.float64),
        depth=np.array(max(int(t["depth"].max()) for t in flat), dtype=np.int32),
    )
