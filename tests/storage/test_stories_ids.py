"""A story keeps its id, so that one can come back to it; a correction may part it."""

from __future__ import annotations

from storage.store import Store
from tests.storage.builders import NOON, fact, hours, prose, put
from tests.storage.dumps import counts


def stories(store: Store) -> dict[str, int]:
    """The story of each article, by the last letter of its address."""
    return {record["url"][-1]: record["story"] for record in store.articles()}


def test_older_id_wins(store: Store, database: str) -> None:
    """When two stories become one, the older keeps its id and the other is gone."""
    first = put(store, fact(status="interest"), name="a").story_id
    put(store, fact(status="offer"), name="b")
    put(store, fact(status="talks"), name="c")
    assert set(stories(store).values()) == {first}
    assert counts(database)["story"] == 1


def test_older_id_wins_backwards(store: Store) -> None:
    """The older story keeps its id also when it tells the later chapter."""
    first = put(store, fact(status="offer"), name="a", published=NOON + hours(9)).story_id
    put(store, fact(status="interest"), name="b")
    put(store, fact(status="talks"), name="c")
    assert set(stories(store).values()) == {first}


def test_growing_keeps_the_id(store: Store) -> None:
    """A story to which articles are added keeps its id."""
    ids = {put(store, fact(), name=name, published=NOON + hours(at)).story_id for at, name in enumerate("abcdef")}
    assert len(ids) == 1


def test_correction_parts_a_story(store: Store, database: str) -> None:
    """When the article that joined two stories is corrected, they part; the oldest article keeps the id."""
    for name, status in (("a", "interest"), ("b", "offer"), ("c", "talks")):
        saved = put(store, fact(status=status), name=name, text=prose(ord(name)))
    joined = saved.story_id
    corrected = put(store, fact("Amine Gouiri"), name="c", text=prose(1))
    after = stories(store)
    assert len(set(after.values())) == counts(database)["story"] == 3
    assert after["a"] == joined
    assert after["c"] == corrected.story_id


def test_parted_stories_are_summed_up(store: Store) -> None:
    """After a story parted, each part tells its own articles and times."""
    put(store, fact(), name="a", text=prose(1))
    put(store, fact(), name="b", text=prose(2), outlet="tribune", published=NOON + hours(5))
    put(store, fact("Amine Gouiri"), name="b", text=prose(3), outlet="tribune", published=NOON + hours(5))
    told = {story["url"][-1]: story for story in store.stories()}
    assert [told[name]["outlets"] for name in "ab"] == [1, 1]
    assert told["a"]["last_published"] == "2025-07-10T12:00:00Z"
    assert told["b"]["first_published"] == "2025-07-10T17:00:00Z"


def test_correction_moves_an_article(store: Store, database: str) -> None:
    """A corrected article leaves its story and joins the one that it now tells; none stays empty."""
    put(store, fact("Leonardo Balerdi"), name="a")
    other = put(store, fact("Amine Gouiri"), name="b")
    put(store, fact("Pol Lirola"), name="c", text=prose(1))
    put(store, fact("Amine Gouiri"), name="c", text=prose(2))
    assert stories(store)["c"] == other.story_id
    assert counts(database)["story"] == 2


def test_correction_that_changes_nothing_of_the_news(store: Store) -> None:
    """A corrected article whose news stays the same stays in its story."""
    first = put(store, fact(), name="a", text=prose(1)).story_id
    put(store, fact(), name="b", outlet="tribune")
    put(store, fact(), name="a", text=prose(2))
    assert set(stories(store).values()) == {first}


def test_parted_and_joined_again(store: Store) -> None:
    """A correction that is taken back restores the story under its id."""
    for name, status in (("a", "interest"), ("b", "offer"), ("c", "talks")):
        put(store, fact(status=status), name=name, text=prose(ord(name)))
    before = stories(store)
    put(store, fact("Amine Gouiri"), name="c", text=prose(1))
    put(store, fact(status="talks"), name="c", text=prose(2))
    assert stories(store) == before
