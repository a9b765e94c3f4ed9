"""The trained weights: a linear model over signs, decision trees over measures, read from one file.

``parsing.training`` makes the file; here it is only applied, with numpy alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["Forest", "Keys", "Model", "keys_of", "known", "trained"]

Floats = NDArray[np.float64]
Keys = NDArray[np.uint32]


def keys_of(signs: Iterable[str]) -> Keys:
    """Return the keys by which the weights know some signs, each once, in ascending order: their CRC-32."""
    return np.fromiter(sorted({crc32(sign.encode("utf-8", "surrogatepass")) for sign in signs}), dtype=np.uint32)


def known(signs: Iterable[str], vocabulary: Keys) -> NDArray[np.int64]:
    """Return the places in `vocabulary` of those signs that it holds."""
    keys = keys_of(signs)
    if not len(vocabulary):
        return np.empty(0, dtype=np.int64)
    places = np.searchsorted(vocabulary, keys)
    places[places == len(vocabulary)] = 0
    return np.asarray(places[vocabulary[places] == keys], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees of one question, all nodes in one row of arrays.

    :param roots: the first node of each tree, one row a class; a question with two answers has one row.
    :param start: what the trees add to, one number a row.
    :param left, right: next node; a leaf leads to itself.
    :param depth: steps from a root to the farthest leaf.
    """

    roots: NDArray[np.int32]
    start: Floats
    feature: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    depth: NDArray[np.int32]

    def __call__(self, rows: Floats) -> Floats:
        """Return the probability of each answer: shape (rows, classes)."""
        sums = np.empty((len(rows), len(self.roots)))
        at_row = np.arange(len(rows))[:, None]
        for k, roots in enumerate(self.roots):
            node = np.broadcast_to(roots, (len(rows), len(roots)))
            for _ in range(int(self.depth)):
                goes_right = rows[at_row, self.feature[node]] > self.threshold[node]
                node = np.where(goes_right, self.right[node], self.left[node])
            sums[:, k] = self.start[k] + self.value[node].sum(axis=1)
        if sums.shape[1] == 1:
            yes = 1.0 / (1.0 + np.exp(-sums[:, 0]))
            return np.stack([1.0 - yes, yes], axis=1)
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Model:
    """All weights.

    :param vocabulary: the keys of the signs that have weights, ascending.
    :param heads: the linear questions; `weights` has one row each, `bias` one number each.
    :param forests: the trees, by question.
    :param columns: the names of the columns that the trees were trained on.
    """

    vocabulary: Keys
    heads: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: Floats
    forests: dict[str, Forest]
    columns: tuple[str, ...]

    def linear(self, signs: Iterable[str], heads: Sequence[str]) -> list[float]:
        """Return the scores of the questions `heads` for one set of signs."""
        rows = [self.heads.index(head) for head in heads]
        found = known(signs, self.vocabulary)
        return [float(self.weights[row, found].sum() + self.bias[row]) for row in rows]

    def save(self, path: str) -> None:
        """Write the file that `trained` reads."""
        kept: dict[str, NDArray[np.generic]] = {
            "vocabulary": self.vocabulary,
            "heads": np.array(self.heads),
            "weights": self.weights.astype(np.float16),
            "bias": self.bias,
            "columns": np.array(self.columns),
            "forests": np.array(sorted(self.forests)),
        }
        for name, forest in self.forests.items():
            for part in Forest.__dataclass_fields__:
                kept[f"{name}/{part}"] = np.asarray(getattr(forest, part))
        np.savez_compressed(path, **kept)  # type: ignore[arg-type]


@cache
def trained() -> Model:
    """Read the weights that came with this version."""
    with as_file(files("parsing.extraction") / "weights.npz") as path, np.load(path) as kept:
        forests = {
            str(name): Forest(**{part: kept[f"{name}/{part}"] for part in Forest.__dataclass_fields__})
            for name in kept["forests"]
        }
        return Model(
            kept["vocabulary"],
            tuple(map(str, kept["heads"])),
            kept["weights"].astype(np.float32),
            kept["bias"],
            forests,
            tuple(map(str, kept["columns"])),
        )
