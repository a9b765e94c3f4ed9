"""When two articles tell the same news, judged from sketches alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.fingerprints import PERMUTATIONS, fingerprint
from parsing.records import STATUSES
from storage.grouping import COPY_DAYS, NEWS_HOURS, Sketch, Told, components, same_news
from tests.storage.builders import NOON, OM, PSG, hours, prose


def told(name: str = "balerdi", status: str = "talks", goal: str = OM, family: str = "transfer") -> Told:
    """One fact, as grouping sees it."""
    return Told(name, family, goal, status)


def sketch(number: int, *facts: Told, title: str = "", at: float = 0, text: str = "") -> Sketch:
    """One article; its text is its own unless given."""
    return Sketch(number, title, NOON + hours(at), fingerprint(text or prose(number)), facts)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("talks", "talks", True),
        ("rumour", "interest", True),
        ("offer", "agreement", True),
        ("medical", "official", False),
        ("interest", "offer", False),
        ("talks", "official", False),
        ("rejected", "rejected", True),
        ("rejected", "official", False),
        ("rejected", "rumour", False),
    ],
)
def test_point_of_the_story(one: str, two: str, same: bool) -> None:
    """The same move is the same news within one rung; a refusal only with a refusal."""
    a, b = sketch(1, told(status=one)), sketch(2, told(status=two))
    assert same_news(a, b) is same_news(b, a) is same


@pytest.mark.parametrize("other", [told("gouiri"), told(goal=PSG), told(family="extension")])
def test_another_move(other: Told) -> None:
    """Another person, another club or another kind of move is other news."""
    assert not same_news(sketch(1, told()), sketch(2, other))


@pytest.mark.parametrize(("apart", "same"), [(0, True), (NEWS_HOURS, True), (NEWS_HOURS + 0.01, False)])
def test_two_days(apart: float, same: bool) -> None:
    """The same move is the same news within two days."""
    assert same_news(sketch(1, told()), sketch(2, told(), at=apart)) is same


@pytest.mark.parametrize(("apart", "same"), [(24 * COPY_DAYS, True), (24 * COPY_DAYS + 0.01, False)])
def test_copies_for_a_week(apart: float, same: bool) -> None:
    """Copies of a text are the same news within a week, whatever they tell."""
    assert same_news(sketch(1, text=prose(9)), sketch(2, told(), text=prose(9), at=apart)) is same


def test_half_a_copy() -> None:
    """Texts that share most of their words are copies, texts that share a third are not."""
    whole = prose(1, 300)
    cut = whole.rsplit(" ", 60)[0]
    third = whole.rsplit(" ", 200)[0] + " " + prose(2, 200)
    assert same_news(sketch(1, text=whole), sketch(2, text=cut))
    assert not same_news(sketch(1, text=whole), sketch(2, text=third))


def test_title_says_what_it_is_about() -> None:
    """An article is about the persons of its title, wherever the text names them."""
    about = sketch(1, told("gouiri"), told("balerdi"), title="OM : Balerdi se rapproche")
    assert same_news(about, sketch(2, told("balerdi")))
    assert not same_news(about, sketch(3, told("gouiri")))


def test_first_person_when_the_title_names_none() -> None:
    """Without a name in the title, an article is about the first person that it tells of."""
    about = sketch(1, told("gouiri"), told("balerdi"), title="Les infos du mercato")
    assert same_news(about, sketch(2, told("gouiri")))
    assert not same_news(about, sketch(3, told("balerdi")))


def test_nothing_told() -> None:
    """Articles that tell of no move are the same news only when one copies the other."""
    assert not same_news(sketch(1), sketch(2))
    assert not same_news(Sketch(1, "", NOON, (), ()), Sketch(2, "", NOON, (), ()))


def test_chain() -> None:
    """What is joined through others is one story."""
    steps = [sketch(i, told(status=status), at=i) for i, status in enumerate(STATUSES[:7])]
    assert not same_news(steps[0], steps[6])
    assert [[s.id for s in group] for group in components([*steps, sketch(9)])] == [list(range(6)), [6], [9]]


SKETCHES = st.builds(
    Sketch,
    id=st.integers(1, 10**6),
    title=st.sampled_from(["", "Balerdi", "Gouiri et Balerdi"]),
    reported=st.integers(0, 100).map(lambda n: NOON + hours(n)),
    fingerprint=st.one_of(st.just(()), st.integers(0, 3).map(lambda n: (n,) * PERMUTATIONS)),
    told=st.lists(st.builds(told, st.sampled_from(["balerdi", "gouiri"]), st.sampled_from(STATUSES)), max_size=3).map(
        tuple
    ),
)


@settings(deadline=None, derandomize=True)
@given(st.lists(SKETCHES, max_size=12, unique_by=lambda s: s.id), st.data())
def test_order_does_not_matter(sketches: list[Sketch], data: st.DataObject) -> None:
    """The relation is symmetric, and its stories are the same in whatever order the articles come."""
    shuffled = data.draw(st.permutations(sketches))
    assert components(shuffled) == components(sketches)
    assert all(same_news(a, b) == same_news(b, a) for a in sketches for b in sketches)
    assert sorted(s.id for group in components(sketches) for s in group) == sorted(s.id for s in sketches)
