"""Names of people and clubs are compared as readers compare them."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from parsing.names import canonical_club, club_key, fold, last_name, name_key, same_club, same_person

LETTERS = st.sampled_from("aàâbcçdeéèêëfghiïjklmnñoôöøpqrstuùûüvwxyzAÉÖŠĐŁ'’-. ")
NAMES = st.one_of(
    st.text(max_size=30),
    st.text(LETTERS, max_size=30),
    st.sampled_from(["Malo Kerveadou", "M. Kerveadou", "Kerveadou", "Yann Kerveadou", "Neymar Jr", "Jr", "", "-"]),
)
CLUBS = st.one_of(NAMES, st.sampled_from(["OM", "l’OM", "Marseille", "les Phocéens", "PSG", "FC Nulle Part", "fc"]))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Malo", "malo"),
        ("KHÉPHREN", "khephren"),
        ("Güler", "guler"),
        ("Østerby-Lund", "osterby-lund"),
        ("Łukasz Đurić", "lukasz duric"),
        ("N’Gom", "ngom"),
        ("N'Gom", "ngom"),
        ("Cœur", "coeur"),
        ("Groß", "gross"),
        ("Jr.", "jr"),
        ("", ""),
    ],
)
def test_folding_leaves_the_bare_letters(written: str, folded: str) -> None:
    """Capitals, accents, apostrophes and full stops go."""
    assert fold(written) == folded


@pytest.mark.parametrize(
    "spelling", ["Jean-Éric Moussavou", "JEAN-ERIC MOUSSAVOU", "Jean Eric  Moussavou", " jean-éric moussavou\n"]
)
def test_spellings_of_a_person_share_a_key(spelling: str) -> None:
    """Hyphens are blanks, and blanks are single."""
    assert name_key(spelling) == "jean eric moussavou"


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Malo Kerveadou", "kerveadou"),
        ("Kerveadou", "kerveadou"),
        ("Virgil van Dijk", "dijk"),
        ("Idrissa N’Gom", "ngom"),
        ("Pierre-Emile Saint-Juste", "juste"),
        ("Neymar Jr", "neymar"),
        ("Vinícius Júnior", "vinicius"),
        ("Jr", ""),
        ("", ""),
    ],
)
def test_the_last_name_is_the_last_word(name: str, last: str) -> None:
    """Generations are no names, and a name that is nothing else has no last one."""
    assert last_name(name) == last


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Malo Kerveadou", "Kerveadou", True),
        ("Malo Kerveadou", "M. Kerveadou", True),
        ("Malo Kerveadou", "malo kérvéadou", True),
        ("Neymar", "Neymar Jr", True),
        ("Malo Kerveadou", "Yann Kerveadou", False),
        ("Malo Kerveadou", "Y. Kerveadou", False),
        ("Malo Kerveadou", "Malo Sakaly", False),
        ("Malo Kerveadou", "Malo", False),
        ("", "", False),
    ],
)
def test_a_first_name_may_be_missing_but_not_contradict(a: str, b: str, same: bool) -> None:
    """Two names are one person's when the last names agree and the first ones can."""
    assert same_person(a, b) is same


@given(NAMES, NAMES)
def test_being_the_same_person_is_mutual(a: str, b: str) -> None:
    """Who is first named does not matter."""
    assert same_person(a, b) == same_person(b, a)


@given(NAMES)
@example("Jr")
def test_everybody_is_themself(name: str) -> None:
    """A name of at least one word is its own, in capitals or without."""
    assume(name_key(name))
    assert same_person(name, name)
    assert same_person(name, name_key(name)) or not last_name(name)


@pytest.mark.parametrize(
    ("words", "club"),
    [
        ("OM", "Olympique de Marseille"),
        ("om", "Olympique de Marseille"),
        ("l'OM", "Olympique de Marseille"),
        ("l’Olympique de Marseille", "Olympique de Marseille"),
        ("Marseille", "Olympique de Marseille"),
        ("les Phocéens", "Olympique de Marseille"),
        ("psg", "Paris Saint-Germain"),
        ("Paris SG", "Paris Saint-Germain"),
        ("le Paris Saint Germain", "Paris Saint-Germain"),
        ("OL", "Olympique Lyonnais"),
        ("les Gones", "Olympique Lyonnais"),
        ("ASSE", "AS Saint-Étienne"),
        ("Saint-Etienne", "AS Saint-Étienne"),
        ("les Verts", "AS Saint-Étienne"),
        ("les Dogues", "LOSC Lille"),
        ("Sang et Or", "RC Lens"),
        ("le Téfécé", "Toulouse FC"),
        ("Le Havre", "Le Havre AC"),
        ("Barça", "FC Barcelone"),
        ("la Juve", "Juventus"),
        ("Man City", "Manchester City"),
        ("les Spurs", "Tottenham"),
        ("BVB", "Borussia Dortmund"),
        ("Al Nassr", "Al-Nassr"),
        ("Brésil", "Brésil"),
    ],
)
def test_a_club_is_known_by_all_its_names(words: str, club: str) -> None:
    """Full names, abbreviations, towns, nicknames and inhabitants mean the club; a country means its team."""
    assert canonical_club(words) == club
    assert canonical_club(club) == club
    assert same_club(words, club)


@pytest.mark.parametrize("words", ["FC Nulle Part", "les Inconnus de Nulle Part", "le FC", "", "  ", "…"])
def test_an_unknown_club_has_no_canonical_name(words: str) -> None:
    """What no lexicon lists is nobody's name."""
    assert canonical_club(words) is None


def test_an_unknown_club_is_compared_by_its_spelling() -> None:
    """Capitals, accents and hyphens do not part two spellings of a club that nobody knows."""
    assert club_key("FC Nulle-Part") == club_key("fc nulle part")
    assert same_club("Étoile de Nulle Part", "ETOILE DE NULLE PART")
    assert not same_club("FC Nulle Part", "FC Ailleurs")


@pytest.mark.parametrize(("a", "b", "same"), [(None, None, True), ("OM", None, False), (None, "OM", False)])
def test_no_club_is_only_no_club(a: str | None, b: str | None, same: bool) -> None:
    """None means that the text is silent, not any club."""
    assert same_club(a, b) is same


@pytest.mark.parametrize(
    ("a", "b"), [("OM", "PSG"), ("Manchester City", "Manchester United"), ("Inter", "AC Milan"), ("Paris FC", "PSG")]
)
def test_rivals_are_two_clubs(a: str, b: str) -> None:
    """A shared town makes no shared club."""
    assert not same_club(a, b)


@given(CLUBS, CLUBS)
def test_being_the_same_club_is_mutual(a: str, b: str) -> None:
    """A club is itself, and which of two is named first does not matter."""
    assert same_club(a, a)
    assert same_club(a, b) == same_club(b, a)


@given(CLUBS)
def test_a_club_is_known_by_its_key(words: str) -> None:
    """The key of a club that is known is its canonical name, and that name is its own key."""
    known = canonical_club(words)
    assert known is None or club_key(words) == known == club_key(known)


@given(NAMES)
def test_no_text_breaks_a_name(text: str) -> None:
    """Whatever comes, names fold to lower-case words, and the last name is one of them or nothing."""
    assert "’" not in fold(text)
    assert name_key(text) == " ".join(name_key(text).split())
    assert last_name(text) in {*name_key(text).split(), ""}
