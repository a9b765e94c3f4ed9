"""``mercato evaluate``: measured apart, and with every error beside its sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.storage.command import mercato

FACT: dict[str, Any] = {
    "person": "Leonardo Balerdi",
    "role": "player",
    "move": "transfer",
    "from_club": None,
    "to_club": "Atalanta",
    "status": "official",
    "fee": None,
    "contract_until": None,
    "current_contract_until": None,
    "loan_option": None,
    "sources": [],
}


def write(folder: Path, name: str, text: str, *facts: dict[str, Any], outlet: str = "gazette.example") -> None:
    """Put one labelled article into a folder."""
    folder.mkdir(exist_ok=True, parents=True)
    (folder / f"{name}.txt").write_text(f"OUTLET: {outlet}\nPUBLISHED: 2024-07-02\n\n{text}\n", "utf-8")
    labels = {"id": name, "facts": [{**FACT, **fact} for fact in facts]}
    (folder / f"{name}.json").write_text(json.dumps(labels), "utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three articles in two folders: one read as labelled, one with another rung, one missed and one invented."""
    folder = tmp_path / "corpus"
    write(folder / "dev", "found", "Leonardo Balerdi a signé à l'Atalanta.", {})
    write(folder / "dev", "rung", "Leonardo Balerdi a signé à l'Atalanta.", {"status": "talks"}, outlet="sport.example")
    other = {"person": "Idrissa Gueye", "to_club": "Everton"}
    write(folder / "blind", "missed", "Leonardo Balerdi a signé à l'Atalanta. Idrissa Gueye regarde Everton.", other)
    return folder


def rows_of(folder: Path, *options: str) -> list[dict[str, Any]]:
    """The records that the command prints."""
    rows: list[dict[str, Any]] = json.loads(mercato("evaluate", folder, *options, "--format", "json").out)
    return rows


def test_by_move(corpus: Path) -> None:
    """Each kind of move has its own row, and the last row is the whole."""
    rows = rows_of(corpus, "--by", "move")
    assert [row["move"] for row in rows] == ["transfer", "all"]
    assert {key: rows[0][key] for key in ("articles", "labelled", "predicted", "hits")} == {
        "articles": 3,
        "labelled": 3,
        "predicted": 3,
        "hits": 2,
    }
    assert rows[0]["status"] == 0.5


def test_by_outlet(corpus: Path) -> None:
    """Each outlet has its own row, the one with most articles first."""
    rows = rows_of(corpus, "--by", "outlet")
    assert [(row["outlet"], row["articles"]) for row in rows] == [
        ("gazette.example", 2),
        ("sport.example", 1),
        ("all", 3),
    ]


def test_by_split(corpus: Path) -> None:
    """Each folder has its own row; a measure that nothing was measured for stays empty."""
    rows = rows_of(corpus, "--by", "split")
    assert [(row["split"], row["f1"], row["fee"]) for row in rows] == [
        ("dev", 1.0, None),
        ("blind", 0.0, None),
        ("all", 0.6667, None),
    ]


def test_by_table(corpus: Path) -> None:
    """As a table, the figures stand under their names."""
    out = mercato("evaluate", str(corpus), "--by", "split").out
    assert "precision" in out.splitlines()[0] + out.splitlines()[1]
    assert "0.667" in out


def test_errors_stand_beside_their_sentences(corpus: Path) -> None:
    """What was missed and what was invented come with the sentence that tells it, a wrong field with both values."""
    rows = rows_of(corpus, "--errors")
    assert [(row["id"], row["what"], row["person"], row["sentence"]) for row in rows] == [
        ("missed", "missed", "Idrissa Gueye", "Idrissa Gueye regarde Everton."),
        ("missed", "invented", "Leonardo Balerdi", "Leonardo Balerdi a signé à l'Atalanta."),
        ("rung", "status", "Leonardo Balerdi", "Leonardo Balerdi a signé à l'Atalanta."),
    ]
    assert (rows[2]["got"], rows[2]["expected"]) == ("official", "talks")


def test_page_shows_labels_and_predictions_in_the_text(corpus: Path, tmp_path: Path) -> None:
    """The page holds each text once, its names marked by what became of their facts."""
    page = tmp_path / "page.html"
    mercato("evaluate", str(corpus), "--html", str(page))
    html = page.read_text("utf-8")
    assert html.count("<article") == 3
    assert '<mark class="missed">Idrissa Gueye </mark>regarde <mark class="missed">Everton</mark>' in html
    assert '<mark class="invented">Leonardo Balerdi </mark>' in html
    assert '<mark class="found">Leonardo Balerdi </mark>' in html
    assert "<s>official</s> talks" in html


def test_page_of_errors_alone(corpus: Path, tmp_path: Path) -> None:
    """With --errors the page leaves out what was read as labelled."""
    page = tmp_path / "page.html"
    mercato("evaluate", str(corpus), "--errors", "--html", str(page))
    assert page.read_text("utf-8").count("<article") == 2


def test_page_escapes_what_it_shows(tmp_path: Path) -> None:
    """A text with tags is shown, not run."""
    write(tmp_path / "c", "a", "<script>alert(1)</script> Leonardo Balerdi a signé à l'Atalanta.", {})
    page = tmp_path / "page.html"
    mercato("evaluate", str(tmp_path / "c"), "--html", str(page))
    assert "<script" not in page.read_text("utf-8")


def test_page_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    """A page in a folder that does not exist is one line and exit code 2."""
    done = mercato("evaluate", str(corpus), "--html", str(tmp_path / "none" / "page.html"))
    assert done.code == 2
    assert "expected a file that can be written" in done.line
