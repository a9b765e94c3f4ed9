"""Bytes become text by our own rule, because guessing turns "être" into something else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.cleaning.decoding import decode, printable

SENTENCE = "Le cœur de l’été : 12 M€ pour l’ailier, « c’est fait »…"


@pytest.mark.parametrize(
    ("encoding", "bom"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]
)
def test_a_byte_order_mark_wins(encoding: str, bom: bytes) -> None:
    """The mark at the front decides, whatever the header says, and is no part of the text."""
    assert decode(bom + SENTENCE.encode(encoding), "text/html; charset=iso-8859-1") == SENTENCE


@pytest.mark.parametrize("charset", ["iso-8859-15", "windows-1252", "x-sjis", "unbekannt", "ascii", "utf-8", ""])
def test_bytes_that_prove_utf8_are_utf8(charset: str) -> None:
    """Valid UTF-8 is UTF-8, whatever the header declares."""
    assert decode(SENTENCE.encode(), f"text/html; charset={charset}") == SENTENCE


def test_the_header_names_the_charset() -> None:
    """A charset in the header is believed where the bytes do not contradict it."""
    assert decode("Güler à Konya, 12 ışık".encode("iso-8859-9"), "text/html; charset=iso-8859-9").startswith("Güler")
    assert decode("coût : 5 €".encode("iso-8859-15"), "text/html; charset=ISO-8859-15") == "coût : 5 €"


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="iso-8859-15">',
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">',
        '<?xml version="1.0" encoding="iso-8859-15"?>',
    ],
)
def test_the_page_names_the_charset(meta: str) -> None:
    """Where the header is silent, the page's own declaration is believed."""
    assert decode(f"{meta}<p>coût : 5 €".encode("iso-8859-15"), "text/html") == f"{meta}<p>coût : 5 €"


@pytest.mark.parametrize(
    "content_type", [None, "text/html", "text/html; charset=utf-8", "text/html; charset=unbekannt"]
)
def test_french_that_declares_nothing_true_is_cp1252(content_type: str | None) -> None:
    """Undeclared, or declared UTF-8 and not so, a French page is Windows-1252: œ, € and ’ are exact."""
    assert decode(SENTENCE.encode("cp1252"), content_type) == SENTENCE


def test_latin1_means_windows() -> None:
    """A page that says ISO-8859-1 and has a curly apostrophe is Windows-1252, as in every browser."""
    assert decode(SENTENCE.encode("cp1252"), "text/html; charset=iso-8859-1") == SENTENCE


def test_one_broken_byte_is_one_broken_character() -> None:
    """A page that is UTF-8 but for one byte stays UTF-8; only that byte is lost."""
    body = (SENTENCE + " ").encode() + b"\xe9" + (" " + SENTENCE).encode()
    assert decode(body) == f"{SENTENCE} \ufffd {SENTENCE}"


def test_a_cut_character_breaks_nothing_else() -> None:
    """A page cut in the middle of a character loses that character."""
    assert decode((SENTENCE + "é").encode()[:-1]) == SENTENCE + "\ufffd"


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=40)))
def test_any_bytes_become_text(body: bytes, content_type: str | None) -> None:
    """Whatever the bytes and the header, there is a text."""
    assert isinstance(decode(body, content_type), str)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_utf8_comes_back(text: str) -> None:
    """What was written in UTF-8 is read as it was written, but for a byte order mark."""
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@given(
    st.lists(
        st.sampled_from(["l’été…", "«déjà»", "cœur", "à", "5€", "dès", "ÉTÉ…", "signé”", "Nîmes", "OM"]), max_size=40
    )
)
def test_cp1252_comes_back(words: list[str]) -> None:
    """French in Windows-1252 is read as it was written, though "é…" begins like a character of UTF-8."""
    text = " ".join([*words, "défenseur"])
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Offi\x00ciel", "Officiel"),
        ("\u202eBalerdi\u202c signe", "Balerdi signe"),
        ("Lens\u200b recrute\ufeff", "Lens recrute"),
        ("un\ud800e piste", "une piste"),
        ("ligne\nune\tdeux\r", "ligne\nune\tdeux\r"),
        ("l’été, 12 M€ 👉", "l’été, 12 M€ 👉"),
        ("12\u00a0M€\u202f!", "12\u00a0M€\u202f!"),
    ],
)
def test_what_no_terminal_can_show_goes(raw: str, clean: str) -> None:
    """Controls, lone surrogates and marks that turn the writing round go; line ends and French blanks stay."""
    assert printable(raw) == clean


@given(st.text())
def test_printable_text_can_be_stored(text: str) -> None:
    """A printable text is UTF-8, has no control but white space, and is printable again."""
    clean = printable(text)
    assert clean.encode().decode() == printable(clean) == clean
    assert {c for c in clean if unicodedata.category(c) in ("Cc", "Cs")} <= set("\t\n\r\x85")
