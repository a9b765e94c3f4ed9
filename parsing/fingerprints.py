"""Near-duplicates: what a text has in common with another, in a hundred numbers.

MinHash over shingles of five words (rensa): the share of equal numbers in two fingerprints estimates the
share of word runs that two texts have in common. Cut into bands, fingerprints can be looked up by an index:
two texts that share about half of their runs share at least one whole band.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from hashlib import blake2b

__all__ = ["BANDS", "PERMUTATIONS", "ROWS", "bands", "fingerprint", "similarity"]

PERMUTATIONS = 125
BANDS = 25
"""25 bands of 5 rows: half of the pairs at similarity (1/25)^(1/5) = 0.53 share a band, nine in ten at 0.62."""
ROWS = PERMUTATIONS // BANDS
SHINGLE = 5
_SEED = 42


def fingerprint(text: str) -> tuple[int, ...]:
    """Return the MinHash of `text`: `PERMUTATIONS` unsigned 32-bit numbers, or none for a text under five words.

    Case, punctuation and white space do not matter.

    >>> a = fingerprint("L’OM tient son défenseur central pour la saison prochaine.")
    >>> b = fingerprint("l’om tient son défenseur central, pour la saison prochaine")
    >>> len(a), similarity(a, b)
    (125, 1.0)
    >>> fingerprint("trop court")
    ()
    """
    words = re.findall(r"\w+", text.casefold())
    if len(words) < SHINGLE:
        return ()
    from rensa import RMinHash  # type: ignore[import-untyped]

    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update([" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)])
    return tuple(minhash.digest())


def similarity(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimate the Jaccard similarity of two texts from their fingerprints; 0.0 when one has none."""
    if not a or not b:
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def bands(numbers: Sequence[int]) -> tuple[int, ...]:
    """Return one signed 64-bit key per band, as a database column holds it; none for an empty fingerprint."""
    return tuple(
        int.from_bytes(
            blake2b(
                struct.pack(f"<{ROWS}I", *numbers[i : i + ROWS]), digest_size=8, salt=struct.pack("<I", i)
            ).digest(),
            "little",
            signed=True,
        )
        for i in range(0, len(numbers), ROWS)
    )
