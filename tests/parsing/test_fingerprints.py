"""Copies are known by what they share."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.fingerprints import BANDS, PERMUTATIONS, bands, fingerprint, similarity

SENTENCES = (
    "Le RC Lens a officialisé jeudi l’arrivée de Malo Kerveadou, un milieu de terrain de vingt-trois ans.",
    "Le joueur formé en Bretagne s’est engagé pour cinq saisons avec le club artésien, qui le suivait depuis un an.",
    "Selon les deux parties, l’indemnité dépasse douze millions d’euros, sans compter les primes liées à l’Europe.",
    "Le nouvel entraîneur lensois voulait un relayeur capable de casser les lignes et de presser très haut.",
    "Kerveadou retrouvera dans le Pas-de-Calais deux anciens coéquipiers de l’équipe de France espoirs.",
    "Il participera dès lundi au stage de préparation prévu dans les Alpes, avant deux matches contre des Belges.",
    "Le club nordiste espère encore attirer un ailier et un gardien avant la fermeture du marché estival.",
)
TEXT = " ".join(SENTENCES)
CHANGED = "Son premier discours devant la presse régionale est attendu vendredi matin dans les salons de Bollaert."
OTHERS = (
    "La billetterie du derby ouvrira mardi à dix heures pour les abonnés, puis mercredi pour le grand public. Les "
    "places en tribune latérale coûteront entre vingt-cinq et soixante euros, et chaque supporter pourra en prendre "
    "quatre au maximum. Le parcage visiteurs restera fermé sur décision de la préfecture.",
    "Touché à la cuisse droite à l’entraînement, le défenseur toulousain manquera les six prochaines semaines. Les "
    "examens ont confirmé une lésion musculaire, et le staff médical ne veut prendre aucun risque avant la trêve. "
    "Son remplaçant naturel revient lui-même de suspension et manque encore de rythme.",
)
WORDS = st.lists(st.text("abcdéèçœ", min_size=1, max_size=6), min_size=5, max_size=40)


def shared(a: str, b: str) -> set[int]:
    """Return the bands that two texts share."""
    return set(bands(fingerprint(a))) & set(bands(fingerprint(b)))


def test_equal_texts_are_wholly_similar() -> None:
    """A text is its own copy, in each of its bands."""
    assert similarity(fingerprint(TEXT), fingerprint(TEXT)) == 1.0
    assert len(shared(TEXT, TEXT)) == BANDS


@pytest.mark.parametrize(
    "copy",
    [
        TEXT.upper(),
        TEXT.replace(" ", "\n\n"),
        TEXT.replace(",", "").replace(".", " !"),
        f"« {TEXT} »",
        TEXT.replace("’", "'"),
    ],
)
def test_typography_makes_no_other_text(copy: str) -> None:
    """Case, white space, punctuation and apostrophes do not matter."""
    assert fingerprint(copy) == fingerprint(TEXT)


@pytest.mark.parametrize("at", range(len(SENTENCES)))
def test_a_copy_with_one_other_sentence_is_found(at: int) -> None:
    """Whichever sentence was rewritten, the copy is more than half the same and shares a band."""
    copy = " ".join((*SENTENCES[:at], CHANGED, *SENTENCES[at + 1 :]))
    assert 0.5 < similarity(fingerprint(TEXT), fingerprint(copy)) < 1.0
    assert shared(TEXT, copy)


@pytest.mark.parametrize(("a", "b"), list(combinations((TEXT, *OTHERS), 2)))
def test_unrelated_texts_share_nothing(a: str, b: str) -> None:
    """Two articles about other things are hardly similar and share no band."""
    assert similarity(fingerprint(a), fingerprint(b)) < 0.1
    assert not shared(a, b)


def test_the_more_is_changed_the_less_is_shared() -> None:
    """Each rewritten sentence takes something away."""
    copies = [" ".join((*OTHERS[0].split(".")[:n], *SENTENCES[n:])) for n in (0, 1, 3)]
    told = [similarity(fingerprint(TEXT), fingerprint(copy)) for copy in copies]
    assert told == sorted(set(told), reverse=True)


@pytest.mark.parametrize("text", ["", " \n", "…", "trop court", "quatre mots sans suite"])
def test_a_text_under_five_words_has_no_fingerprint(text: str) -> None:
    """Where there is nothing to compare, nothing is similar, not even to itself."""
    assert fingerprint(text) == ()
    assert bands(()) == ()
    assert similarity(fingerprint(text), fingerprint(text)) == 0.0
    assert similarity(fingerprint(text), fingerprint(TEXT)) == 0.0


def test_five_words_are_enough() -> None:
    """The shortest text that has a fingerprint is one run of five words."""
    assert len(fingerprint("Malo Kerveadou signe à Lens")) == PERMUTATIONS


def test_fingerprints_of_two_makes_are_not_compared() -> None:
    """Two fingerprints of different length are the caller's error."""
    with pytest.raises(ValueError, match="shorter"):
        similarity(fingerprint(TEXT), fingerprint(TEXT)[:-1])


@given(WORDS, WORDS)
def test_similarity_is_mutual_and_a_share(a: list[str], b: list[str]) -> None:
    """It lies between nothing and all, and does not ask which text came first."""
    first, second = fingerprint(" ".join(a)), fingerprint(" ".join(b))
    assert similarity(first, second) == similarity(second, first)
    assert 0.0 <= similarity(first, second) <= similarity(first, first) == 1.0


@given(st.text(max_size=200))
def test_any_text_fits_its_columns(text: str) -> None:
    """A fingerprint is unsigned 32-bit numbers and bands are signed 64-bit ones: all of them, or none."""
    numbers = fingerprint(text)
    keys = bands(numbers)
    assert (len(numbers), len(keys)) in {(0, 0), (PERMUTATIONS, BANDS)}
    assert all(0 <= each < 2**32 for each in numbers)
    assert all(-(2**63) <= key < 2**63 for key in keys)
