"""One person under many names, and many persons under one."""

from __future__ import annotations

from storage.store import Store
from tests.storage.builders import NOON, fact, hours, put


def moves(store: Store) -> dict[str, int]:
    """How many claims each person's move has."""
    return {move["person"]: move["claims"] for move in store.moves()}


def ids(store: Store) -> dict[str, int]:
    """The move of each claim, by the last letter of its article's address."""
    return {record["url"][-1]: record["move_id"] for record in store.facts()}


def test_fullest_name(store: Store) -> None:
    """Bare last names, initials and missing accents are the same person, called by his fullest name."""
    for name, person in zip("abcd", ("Thuram", "K. Thuram", "Khéphren Thuram", "Khephren THURAM"), strict=True):
        put(store, fact(person), name=name)
    assert list(moves(store).values()) == [4]
    assert store.moves()[0]["person"] in ("Khéphren Thuram", "Khephren THURAM")


def test_namesakes(store: Store) -> None:
    """Two persons of one last name who join the same club are two moves."""
    put(store, fact("Marcus Thuram"), name="a")
    put(store, fact("Khéphren Thuram"), name="b")
    assert moves(store) == {"Marcus Thuram": 1, "Khéphren Thuram": 1}


def test_bare_name_before_the_full_one(store: Store) -> None:
    """A bare last name that came first belongs to the person who is named later."""
    first = put(store, fact("Thuram"), name="a")
    assert first.outcome == "new"
    put(store, fact("Marcus Thuram"), name="b")
    assert moves(store) == {"Marcus Thuram": 2}


def test_bare_name_of_several(store: Store) -> None:
    """A bare last name that may mean either of two persons stays apart from both."""
    for name, person in zip("abc", ("Thuram", "Marcus Thuram", "Khéphren Thuram"), strict=True):
        put(store, fact(person), name=name)
    assert moves(store) == {"Thuram": 1, "Marcus Thuram": 1, "Khéphren Thuram": 1}


def test_bare_name_goes_back(store: Store) -> None:
    """When a correction leaves one person of that name, the bare name is his again."""
    put(store, fact("Thuram"), name="a")
    put(store, fact("Marcus Thuram"), name="b")
    put(store, fact("Khéphren Thuram"), name="c", title="Un")
    put(store, fact("Amine Gouiri"), name="c", title="Deux")
    assert moves(store) == {"Marcus Thuram": 2, "Amine Gouiri": 1}


def test_move_keeps_its_id(store: Store) -> None:
    """A move to which claims are added keeps its id, also when an earlier claim arrives late."""
    for at, name in enumerate("dcba"):
        put(store, fact(), name=name, published=NOON - hours(at))
    assert len(set(ids(store).values())) == 1


def test_namesake_does_not_take_the_id(store: Store) -> None:
    """A namesake whose first claim is older than those that are known gets an id of his own."""
    put(store, fact("Marcus Thuram"), name="a")
    before = ids(store)["a"]
    put(store, fact("Khéphren Thuram"), name="b", published=NOON - hours(5))
    assert ids(store)["a"] == before != ids(store)["b"]
    assert store.move(before)["person"] == "Marcus Thuram"


def test_older_id_wins(store: Store) -> None:
    """When moves that stood apart turn out to be one, the older keeps its id."""
    put(store, fact("Thuram"), name="a")
    put(store, fact("Marcus Thuram"), name="b")
    put(store, fact("Khéphren Thuram"), name="c", title="Un")
    oldest = min(ids(store).values())
    put(store, fact("Amine Gouiri"), name="c", title="Deux")
    assert ids(store)["a"] == ids(store)["b"] == oldest
