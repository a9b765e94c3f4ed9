"""The two real articles that started it all, crawled as served pages."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from tests.crawler.desk import ROOT, Desk
from tests.crawler.served import Answer, serve

SEEDS = ROOT.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed articles are not in {SEEDS}")
FIGURES = ("person", "role", "move", "from_club", "to_club", "status", "contract_until", "current_contract_until")


def page(name: str, published: str) -> bytes:
    """A plain page around a seed: its first line as headline, its day in a meta tag."""
    title, *paragraphs = [line for line in (SEEDS / f"{name}.txt").read_text("utf-8").split("\n") if line.strip()]
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    day = published if len(published) == 10 else f"{published}-15"
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{html.escape(title)} - Écho</title>'
        f'<meta property="og:title" content="{html.escape(title)}">'
        f'<meta property="article:published_time" content="{day}T12:00:00+02:00"></head>'
        '<body><nav><a href="/">Accueil</a> <a href="/mercato">Mercato</a></nav><main><article>'
        f"<h1>{html.escape(title)}"
        f"</h1>{body}</article></main><footer><p>Tous droits réservés. Mentions légales.</p></footer></body></html>"
    ).encode()


def test_the_seeds_give_their_facts_and_no_others(desk: Desk) -> None:
    """Crawled from a site of their own, both articles give the labelled facts, each with all of its figures."""
    gold = {name: json.loads((SEEDS / f"{name}.json").read_text("utf-8")) for name in ("s001", "s002")}
    with serve() as site:
        site.pages["/rss"] = site.feed("/foot/1-s001", "/foot/2-s002")
        for number, (name, labels) in enumerate(gold.items(), 1):
            site.pages[f"/foot/{number}-{name}"] = Answer(page(name, labels["published"]), "text/html; charset=utf-8")
        desk.registry.write_text(site.registry(r"/foot/\d+-", feeds=f'["{site.base}/rss"]'), "utf-8")
        done = desk.crawl()
    assert done.returncode == 0, done.stderr
    told = desk.records("facts")
    for name, labels in gold.items():
        found = [fact for fact in told if fact["url"].endswith(name)]
        left_open = [(fact["person"], fact["to_club"]) for fact in labels["facts"] if fact["from_club"] is None]
        for fact in found:  # a club that the label leaves open is not compared
            if (fact["person"], fact["to_club"]) in left_open:
                fact["from_club"] = None
        assert sorted(map(figures, found)) == sorted(map(figures, labels["facts"]))


def figures(fact: dict[str, object]) -> str:
    """What a fact says, without its evidence."""
    fee = fact["fee"]
    money = {key: fee.get(key) for key in ("amount", "max", "currency", "kind")} if isinstance(fee, dict) else None
    sources = sorted(map(str, fact["sources"])) if isinstance(fact["sources"], list) else []
    return json.dumps([[fact[key] for key in FIGURES], money, fact["loan_option"], sources], ensure_ascii=False)


def test_the_seeds_are_where_the_readme_says() -> None:
    """Text and labels lie side by side."""
    assert {path.name for path in Path(SEEDS).iterdir()} >= {"s001.txt", "s001.json", "s002.txt", "s002.json"}
