"""Labelled articles are read as they were written, or refused by name."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.corpus import fact_from, labelled, parse_text, read_text
from parsing.records import MOVES, ROLES, STATUSES, Fact, Fee, ParsingError

TEXT = (
    "URL: https://exemple.fr/lens-1\nOUTLET: exemple.fr\nPUBLISHED: 2026-07-02\nTITLE: Lens : Kerveadou signe\n\n"
    "Le RC Lens a recruté Malo Kerveadou.\n\nLe milieu arrive du FC Nantes.\n"
)
RECORD: dict[str, Any] = {
    "person": "Malo Kerveadou",
    "role": "player",
    "move": "transfer",
    "from_club": "FC Nantes",
    "to_club": "RC Lens",
    "status": "official",
    "fee": {"amount": 12_000_000, "currency": "EUR", "kind": "agreed", "max": 14_000_000},
    "contract_until": "2030-06",
    "current_contract_until": None,
    "loan_option": None,
    "sources": ["L'Équipe"],
}
FACT = Fact(
    "Malo Kerveadou",
    "player",
    "transfer",
    "official",
    from_club="FC Nantes",
    to_club="RC Lens",
    fee=Fee(12_000_000, "EUR", "agreed", 14_000_000),
    contract_until="2030-06",
    sources=("L'Équipe",),
)
YEARS = st.none() | st.integers(2020, 2035).map(str)


def put(folder: Path, name: str, labels: object, text: str = TEXT) -> None:
    """Lay a labelled article into a folder."""
    (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / f"{name}.json").write_text(json.dumps(labels), "utf-8")


def test_a_labelled_pair_is_read(tmp_path: Path) -> None:
    """Text and labels of one name are one labelled article."""
    labels = {"id": "x9", "kind": "one move", "facts": [RECORD]}
    put(tmp_path, "a001", labels)
    (found,) = labelled(tmp_path)
    assert (found.id, found.facts, found.labels) == ("x9", (FACT,), labels)
    assert found.article == parse_text(TEXT)


def test_articles_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Folders below are read too, and an article without an id has its file's name."""
    (tmp_path / "b").mkdir()
    for name in ("c", "b/x", "a"):
        put(tmp_path, name, {"facts": []})
    assert [(found.id, found.facts) for found in labelled(tmp_path)] == [("a", ()), ("x", ()), ("c", ())]


def test_half_a_pair_is_passed_over(tmp_path: Path) -> None:
    """A text without labels and labels without a text are no labelled article."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.json").write_text("no labels at all", "utf-8")
    assert list(labelled(tmp_path)) == []


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (b"", "JSONDecodeError"),
        (b"{", "JSONDecodeError"),
        (b"\xff\xfe", "UnicodeDecodeError"),
        (b"[]", "TypeError"),
        (b"null", "TypeError"),
        (b"{}", "'facts'"),
        (b'{"facts": null}', "TypeError"),
        (json.dumps({"facts": [{**RECORD, "move": "sale"}]}).encode(), "expected move to be one of transfer, loan"),
        (json.dumps({"facts": [{**RECORD, "role": None}]}).encode(), "expected role to be one of player, coach"),
        (json.dumps({"facts": [{**RECORD, "status": "done"}]}).encode(), "got 'done'"),
        (json.dumps({"facts": [{**RECORD, "fee": {"kind": "asked"}}]}).encode(), "'amount'"),
        (json.dumps({"facts": [{**RECORD, "fee": {"amount": "12 M", "kind": "asked"}}]}).encode(), "12 M"),
        (json.dumps({"facts": [{**RECORD, "fee": 12}]}).encode(), "TypeError"),
        (json.dumps({"facts": [{k: v for k, v in RECORD.items() if k != "person"}]}).encode(), "'person'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_broken_labels_are_refused_by_name(tmp_path: Path, labels: bytes, told: str) -> None:
    """One error says which file was broken, what was expected and what came."""
    put(tmp_path, "a001", {"facts": []})
    (tmp_path / "a001.json").write_bytes(labels)
    with pytest.raises(ParsingError) as caught:
        list(labelled(tmp_path))
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'a001.json'}: expected labels with a list of facts, got ")
    assert told in message
    assert "\n" not in message


def test_a_broken_text_is_refused_by_name(tmp_path: Path) -> None:
    """A text that is not UTF-8 is named, with the byte that is wrong."""
    put(tmp_path, "a001", {"facts": []})
    (tmp_path / "a001.txt").write_bytes("Été".encode("latin-1"))
    told = "a001.txt: expected UTF-8 text, found byte 0xc9 at 0"
    with pytest.raises(ParsingError, match=told):
        list(labelled(tmp_path))
    with pytest.raises(ParsingError, match=told):
        read_text(tmp_path / "a001.txt")


def test_a_text_has_headers_and_paragraphs() -> None:
    """Headers fill the article's fields, and the body is its paragraphs with an empty line between them."""
    article = parse_text(TEXT)
    assert (article.url, article.outlet, article.title) == (
        "https://exemple.fr/lens-1",
        "exemple.fr",
        "Lens : Kerveadou signe",
    )
    assert article.published == datetime(2026, 7, 2, tzinfo=UTC)
    assert article.text == "Le RC Lens a recruté Malo Kerveadou.\n\nLe milieu arrive du FC Nantes."


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("", "", ""),
        ("Un paragraphe.", "", "Un paragraphe."),
        ("TITLE: Lens", "Lens", ""),
        ("TITLE: Lens\nUn paragraphe.", "Lens", "Un paragraphe."),
        ("TITLE:Lens : accord\n\nUn.", "Lens : accord", "Un."),
        ("TITLE: Lens\nTITLE: Nice\n\nUn.", "Lens", "Un."),
        ("\ufeffTITLE: Lens\r\n\r\nUn.\r\n\r\nDeux.\r\n", "Lens", "Un.\n\nDeux."),
        ("\nTITLE: Lens", "", "TITLE: Lens"),
        ("Un.\n\nTITLE: Lens", "", "Un.\n\nTITLE: Lens"),
        ("Une ligne\n coupée\t en deux.\n \n\n\nDeux.", "", "Une ligne coupée en deux.\n\nDeux."),
        ("AUTEUR: Jeanne\n\nUn.", "", "AUTEUR: Jeanne\n\nUn."),
    ],
)
def test_each_header_may_be_missing(text: str, title: str, body: str) -> None:
    """Headers stand on the first lines and nowhere else; lines of one paragraph are joined."""
    article = parse_text(text)
    assert (article.title, article.text) == (title, body)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026", "2026-01-01T00:00:00+00:00"),
        ("2026-07", "2026-07-01T00:00:00+00:00"),
        ("2026-07-02", "2026-07-02T00:00:00+00:00"),
        ("2026-07-02T14:30:00Z", "2026-07-02T14:30:00+00:00"),
        ("2026-07-02T14:30:00+02:00", "2026-07-02T12:30:00+00:00"),
        ("2026-07-02T14:30", "2026-07-02T12:30:00+00:00"),
        ("2026-02-31", None),
        ("hier", None),
        ("", None),
    ],
)
def test_the_day_of_publication_may_be_short(written: str, expected: str | None) -> None:
    """What is missing of a day is the first, a time without zone is of Paris, and what is no day is none."""
    published = parse_text(f"PUBLISHED: {written}\n\nUn.").published
    assert (published and published.isoformat()) == expected


def test_a_fact_is_read_with_all_its_fields() -> None:
    """A record of the corpus is a fact, and what it leaves out is None."""
    assert fact_from(RECORD) == FACT
    bare = {key: RECORD[key] for key in ("person", "role", "move", "status")}
    assert fact_from(bare) == Fact("Malo Kerveadou", "player", "transfer", "official")


@given(
    st.builds(
        Fact,
        person=st.text(min_size=1),
        role=st.sampled_from(ROLES),
        move=st.sampled_from(MOVES),
        status=st.sampled_from(STATUSES),
        from_club=st.none() | st.text(min_size=1),
        to_club=st.none() | st.text(min_size=1),
        fee=st.none()
        | st.builds(
            Fee,
            amount=st.integers(0, 10**9),
            currency=st.sampled_from(["EUR", "GBP"]),
            kind=st.sampled_from(["asked", "clause"]),
            maximum=st.none() | st.integers(10**9, 10**10),
        ),
        contract_until=YEARS,
        current_contract_until=YEARS,
        loan_option=st.sampled_from([None, "option", "obligation"]),
        sources=st.lists(st.text(min_size=1), max_size=3).map(tuple),
    )
)
def test_a_fact_comes_back_from_the_corpus(fact: Fact) -> None:
    """What is written as the corpus writes it is read as the same fact."""
    assert fact_from(json.loads(json.dumps(fact.as_dict()))) == replace(fact, evidence=(), extractor="")


@given(st.lists(st.sampled_from(["URL: u", "TITLE: t", "PUBLISHED: 2026", "\n", "\r\n", " ", "Un.", "é", ":"])))
def test_no_text_breaks_the_format(lines: list[str]) -> None:
    """Whatever comes, the body is paragraphs that are neither empty nor broken, and reading it again keeps it."""
    article = parse_text("".join(lines))
    parts = article.text.split("\n\n") if article.text else []
    assert all(part and part == " ".join(part.split()) for part in parts)
    assert parse_text(f"TITLE: {article.title}\n\n{article.text}").text == article.text
