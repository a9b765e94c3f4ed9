"""Which articles the store puts into one story."""

from __future__ import annotations

from storage.store import Store
from tests.storage.builders import NOON, OM, PSG, fact, hours, prose, put


def test_near_duplicates(store: Store) -> None:
    """An agency text that two outlets print with small changes is one story."""
    agency = prose(1, 200)
    one = put(store, name="a", text=agency)
    two = put(store, name="b", outlet="tribune", text=f"{agency.rsplit(' ', 15)[0]} (avec AFP)")
    assert one.story_id == two.story_id


def test_same_news_in_other_words(store: Store) -> None:
    """Two outlets that tell the same move at the same point, in their own words, tell one story."""
    one = put(store, fact(), name="a")
    two = put(store, fact("Balerdi"), name="b", outlet="tribune", published=NOON + hours(5))
    assert one.story_id == two.story_id


def test_club_alone_does_not_join(store: Store) -> None:
    """Articles about two persons are two stories, though the clubs are the same."""
    one = put(store, fact("Leonardo Balerdi", from_club=PSG), name="a")
    two = put(store, fact("Amine Gouiri", from_club=PSG), name="b")
    assert one.story_id != two.story_id


def test_person_alone_does_not_join(store: Store) -> None:
    """One person's moves to two clubs are two stories."""
    one = put(store, fact(to_club=OM), name="a")
    two = put(store, fact(to_club=PSG), name="b")
    assert one.story_id != two.story_id


def test_passing_mention_does_not_join(store: Store) -> None:
    """An article that mentions a move in passing is not of that move's story."""
    one = put(store, fact("Leonardo Balerdi"), name="a")
    two = put(store, fact("Amine Gouiri"), fact("Leonardo Balerdi"), name="b", title="Gouiri arrive")
    assert one.story_id != two.story_id


def test_next_chapter(store: Store) -> None:
    """The same move two rungs further is the next story."""
    one = put(store, fact(status="interest"), name="a")
    two = put(store, fact(status="agreement"), name="b", published=NOON + hours(5))
    assert one.story_id != two.story_id


def test_days_later(store: Store) -> None:
    """The same news three days later is another story."""
    one = put(store, fact(), name="a")
    two = put(store, fact(), name="b", published=NOON + hours(72))
    assert one.story_id != two.story_id


def test_chain_joins(store: Store) -> None:
    """An article that fits two stories makes them one."""
    first = put(store, fact(status="interest"), name="a")
    last = put(store, fact(status="offer"), name="b", published=NOON + hours(30))
    assert first.story_id != last.story_id
    middle = put(store, fact(status="talks"), name="c", published=NOON + hours(20))
    assert {record["story"] for record in store.articles()} == {middle.story_id}
    assert len(store.stories()) == 1


def test_lead_is_the_earliest_whole_article(store: Store) -> None:
    """The lead of a story is its earliest article that one can read whole."""
    put(store, fact(), name="late", title="Tard", published=NOON + hours(3))
    put(store, fact(), name="teaser", title="Abonnés", paywalled=True, published=NOON + hours(1))
    put(store, fact(), name="first", title="Tôt", published=NOON + hours(2))
    (story,) = store.stories()
    assert (story["title"], story["url"]) == ("Tôt", "https://gazette.example/first")


def test_lead_of_paid_articles(store: Store) -> None:
    """A story that is told behind walls only is led by the earliest of its articles."""
    put(store, fact(), name="b", title="Deux", paywalled=True, published=NOON + hours(1))
    put(store, fact(), name="a", title="Un", paywalled=True)
    assert store.stories()[0]["title"] == "Un"


def test_summary(store: Store) -> None:
    """A story knows its first and last hour, its outlets, and its articles in the order of time."""
    for name, outlet, at in (("c", "tribune", 9), ("a", "gazette", 0), ("b", "gazette", 4)):
        put(store, fact(), name=name, outlet=outlet, published=NOON + hours(at))
    (story,) = store.stories()
    assert (story["first_published"], story["last_published"]) == ("2025-07-10T12:00:00Z", "2025-07-10T21:00:00Z")
    assert story["outlets"] == 2
    assert [article["url"][-1] for article in story["articles"]] == ["a", "b", "c"]
