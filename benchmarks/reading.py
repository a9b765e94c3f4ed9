"""One page in one process: Mercato's reading against trafilatura's.

    python -m benchmarks.reading

The pages are the forty of the sample newsroom. trafilatura remembers what it has seen, so every round gets pages of
its own: each paragraph carries the number of its round. The peers take turns on each round, and the ratio is the
median of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import mean, median
from time import perf_counter, process_time
from urllib.request import urlopen

import trafilatura

import parsing
from parsing.cleaning.decoding import decode
from tests.newsroom.articles import Expected
from tests.newsroom.server import Newsroom

Peer = Callable[[parsing.Page], str]


def baseline(page: parsing.Page) -> str:
    """The text as trafilatura gives it, metadata read too, as most crawlers call it."""
    document = trafilatura.bare_extraction(decode(page.body), url=page.url, with_metadata=True)
    return document.text or "" if document is not None and not isinstance(document, dict) else ""


def cleaned(page: parsing.Page) -> str:
    """The text, title, times and authors as `parsing.clean` gives them."""
    article = parsing.clean(page)
    return article.text if article else ""


def read(page: parsing.Page) -> str:
    """All that a worker does with a page: clean, extract, fingerprint."""
    reading = parsing.read(page)
    return reading.article.text if reading.article else ""


def pages() -> list[tuple[parsing.Page, Expected]]:
    """The newsroom's articles as its servers send them, each with what a reader reads."""
    with Newsroom() as room:
        return [
            (parsing.Page(url=e.url, body=urlopen(e.url).read(), outlet=e.outlet, timezone="Europe/Paris"), e)
            for e in room.expected()
        ]


def of_round(number: int, page: parsing.Page) -> parsing.Page:
    """The page as nobody has seen it yet."""
    return replace(page, body=re.sub(rb"(<p>|<P>)", rb"\g<1>%d " % number, page.body))


def spent(peer: Peer, asked: Sequence[parsing.Page]) -> float:
    """Seconds of this process's own time for all pages."""
    began = process_time()
    for page in asked:
        peer(page)
    return process_time() - began


def f1(text: str, expected: str) -> float:
    """How much of the words two texts share, in [0, 1]."""
    a, b = Counter(text.split()), Counter(expected.split())
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def main() -> None:
    """Print the milliseconds of each peer, its ratio to the baseline, and how much of the text it gets right."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds: int = parser.parse_args().rounds
    known = pages()
    peers: dict[str, Peer] = {"trafilatura": baseline, "parsing.clean": cleaned, "parsing.read": read}
    began = perf_counter()
    right = {name: mean(f1(peer(page), e.text) for page, e in known) for name, peer in peers.items()}
    warm = perf_counter() - began
    print(f"{len(known)} pages, {rounds} rounds; {os.cpu_count()} cores, one of them used; warm-up {warm:.1f} s")
    took: dict[str, list[float]] = {name: [] for name in peers}
    for number in range(rounds):
        asked = [of_round(1000 + number, page) for page, _ in known]
        order = list(peers) if number % 2 else list(reversed(peers))
        for name in order:
            took[name].append(spent(peers[name], asked))
    print(f"{'':16}{'ms a page':>10}{'time, baseline 1':>18}{'text F1':>10}")
    for name, seconds in took.items():
        ratio = median(s / base for s, base in zip(seconds, took["trafilatura"], strict=True))
        print(f"{name:16}{1000 * median(seconds) / len(known):10.1f}{ratio:18.2f}{right[name]:10.3f}")


if __name__ == "__main__":
    main()
