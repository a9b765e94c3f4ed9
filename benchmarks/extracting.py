"""How fast facts are found, against spaCy's French tokenizer on the same texts in the same run.

    .venv/bin/python -m benchmarks.extracting

Prints milliseconds an article, words a second, and the time as a multiple of ``spacy.blank("fr")`` tokenising; what
loading costs in a new process, in time and memory; and how long hostile texts of 100 kB take.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import spacy

from parsing.corpus import labelled
from parsing.extraction import extract
from parsing.records import Article

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "dev"
ARTICLES, ROUNDS, HOSTILE = 120, 5, 100_000
_LOAD = """
import time, resource
start = time.perf_counter()
from parsing.extraction import extract
from parsing.records import Article
extract(Article("", "Balerdi signe", "Leonardo Balerdi signe à Lens. Il arrive. Il est défenseur. Il a 25 ans."))
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def hostile() -> dict[str, str]:
    """Texts of 100 kB that are made to be slow."""
    choose = random.Random(1)
    people = (
        "Karim " + "".join(choose.choice("bdflmnrst") + choose.choice("aeiou") for _ in range(4)).title()
        for _ in range(5000)
    )
    clubs = ("l'OM", "Lyon", "l'Atalanta", "Chelsea", "Lens", "Brest", "le PSG", "Nantes")
    texts = {
        "one letter": "a" * HOSTILE,
        "pronouns": "il " * HOSTILE,
        "capitals": "A " * HOSTILE,
        "one news again and again": "Leonardo Balerdi quitte l'OM pour l'Atalanta contre 20 M€. " * HOSTILE,
        "a person a sentence": " ".join(f"{p} a signé à {choose.choice(clubs)} pour 20 M€." for p in people),
        "one sentence": " ".join(f"{choose.choice(clubs)} et Leonardo Balerdi" for _ in range(5000)),
    }
    return {name: text[:HOSTILE] for name, text in texts.items()}


def main() -> None:
    """Measure and print."""
    tokenizer = spacy.blank("fr")
    articles = [each.article for each in islice(labelled(CORPUS), 0, None, 12)][:ARTICLES]
    words = sum(len(article.text.split()) for article in articles)
    for article in articles[:10]:
        extract(article)
        tokenizer(article.text)
    own, peer = [], []
    for _ in range(ROUNDS):
        own.append(timed(lambda: [extract(article) for article in articles]))
        peer.append(timed(lambda: [tokenizer(article.text) for article in articles]))
    ratio = statistics.median(a / b for a, b in zip(own, peer, strict=True))
    best = min(own)
    print(f"{len(articles)} articles, {words / len(articles):.0f} words each")
    print(f"{best / len(articles) * 1e3:.1f} ms an article, {words / best:,.0f} words a second")
    print(f"{best / words * 400 * 1e3:.1f} ms for 400 words; {ratio:.1f} times spacy.blank('fr') tokenising")
    loaded = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True).stdout.split()
    print(f"loading and a first article in a new process: {float(loaded[0]):.2f} s, {float(loaded[1]):.0f} MB")
    for name, text in hostile().items():
        print(f"100 kB, {name}: {timed(lambda text=text: extract(Article('', '', text))):.2f} s")  # type: ignore[misc]
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
