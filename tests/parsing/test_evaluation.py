"""Scores are what two readers would agree on."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.evaluation import Count, Score, compare, score
from parsing.records import MOVES, STATUSES, Fact, Fee, Status

LENS = Fact(
    "Malo Kerveadou",
    "player",
    "transfer",
    "official",
    from_club="FC Nantes",
    to_club="RC Lens",
    fee=Fee(12_000_000, kind="agreed"),
    contract_until="2030-06",
    sources=("L'Équipe", "RMC Sport"),
)
NICE = replace(LENS, to_club="OGC Nice", status="rejected", fee=None, contract_until=None, sources=())
LOAN = Fact(
    "Elvin Drousseau", "player", "loan", "talks", from_club="LOSC Lille", to_club="Stade Brestois", loan_option="option"
)
LABELS = (LENS, NICE, LOAN)
FACTS = st.builds(
    Fact,
    person=st.sampled_from(["Malo Kerveadou", "Kerveadou", "Yann Kerveadou", "Elvin Drousseau"]),
    role=st.just("player"),
    move=st.sampled_from(MOVES),
    status=st.sampled_from(STATUSES),
    from_club=st.sampled_from([None, "FC Nantes", "LOSC Lille"]),
    to_club=st.sampled_from([None, "RC Lens", "OGC Nice"]),
    confidence=st.sampled_from([0.3, 0.6]),
)


def one(label: Fact, prediction: Fact) -> Score:
    """Score an article of one label and one prediction."""
    return score([([label], [prediction])])


def counted(count: Count) -> tuple[int, int, int]:
    """Return hits, predictions and labels."""
    return count.hits, count.predicted, count.labelled


def test_a_perfect_prediction_is_perfect() -> None:
    """Whoever predicts the labels has every measure at 1.0, and nothing is missed or invented."""
    total = score([(LABELS, LABELS)])
    measures = (total.facts, total.relaxed, total.status_exact, total.status_near, total.fee, total.contract)
    assert [(m.precision, m.recall, m.f1) for m in (*measures, total.option, total.sources)] == [(1.0, 1.0, 1.0)] * 8
    assert counted(total.facts) == (3, 3, 3)
    matched = compare("a", LABELS, LABELS)
    assert (matched.id, matched.missed, matched.invented) == ("a", (), ())
    assert set(matched.pairs) == {(label, label) for label in LABELS}


@pytest.mark.parametrize(
    "wrong",
    [
        replace(LENS, to_club="OGC Nice"),
        replace(LENS, to_club=None),
        replace(LENS, from_club="OGC Nice"),
        replace(LENS, from_club=None),
        replace(LENS, move="extension"),
        replace(LENS, move="loan"),
        replace(LENS, person="Ibrahim Sakaly"),
        replace(LENS, person="Yann Kerveadou"),
    ],
)
def test_another_move_is_a_miss_and_an_invention(wrong: Fact) -> None:
    """Person, move and both clubs must agree; what does not is wrong twice, and nothing else of it is scored."""
    matched = compare("", [LENS], [wrong])
    assert (matched.pairs, matched.missed, matched.invented) == ((), (LENS,), (wrong,))
    total = one(LENS, wrong)
    assert counted(total.facts) == (0, 1, 1)
    assert (total.facts.precision, total.facts.recall, total.facts.f1) == (0.0, 0.0, 0.0)
    assert counted(total.status_exact) == counted(total.fee) == counted(total.sources) == (0, 0, 0)


@pytest.mark.parametrize(
    "prediction",
    [
        replace(LENS, person="Kerveadou"),
        replace(LENS, person="M. Kerveadou"),
        replace(LENS, to_club="Lens"),
        replace(LENS, from_club="les Nantais"),
        replace(LENS, status="rumour", fee=None, contract_until=None, sources=()),
    ],
)
def test_a_move_is_matched_by_who_and_where(prediction: Fact) -> None:
    """Spellings of person and clubs do not matter, nor does anything else that is said of the move."""
    assert counted(one(LENS, prediction).facts) == (1, 1, 1)


def test_a_club_that_the_label_leaves_open_is_not_compared() -> None:
    """None in the label accepts any club; None in the prediction does not."""
    assert counted(one(replace(LENS, from_club=None), LENS).facts) == (1, 1, 1)
    assert counted(one(LENS, replace(LENS, from_club=None)).facts) == (0, 1, 1)


@pytest.mark.parametrize(
    ("label", "prediction", "exact", "near"),
    [
        ("talks", "talks", 1, 1),
        ("talks", "interest", 0, 1),
        ("talks", "offer", 0, 1),
        ("talks", "rumour", 0, 0),
        ("medical", "official", 0, 1),
        ("rumour", "official", 0, 0),
        ("rejected", "rejected", 1, 1),
        ("rejected", "official", 0, 0),
        ("rumour", "rejected", 0, 0),
    ],
)
def test_a_status_is_exact_near_or_wrong(label: Status, prediction: Status, exact: int, near: int) -> None:
    """One rung up or down is near, and nothing is next to a refusal."""
    total = one(replace(LENS, status=label), replace(LENS, status=prediction))
    assert (total.status_exact.hits, total.status_near.hits) == (exact, near)
    assert total.status_exact.labelled == total.status_near.labelled == 1


@pytest.mark.parametrize(
    ("fee", "counts"),
    [
        (Fee(12_000_000, kind="agreed"), (1, 1, 1)),
        (Fee(12_500_000, kind="agreed"), (1, 1, 1)),
        (Fee(11_500_000, kind="agreed"), (1, 1, 1)),
        (Fee(13_000_000, kind="agreed"), (0, 1, 1)),
        (Fee(12_000_000, kind="asked"), (0, 1, 1)),
        (None, (0, 0, 1)),
    ],
)
def test_a_fee_is_right_within_a_twentieth(fee: Fee | None, counts: tuple[int, int, int]) -> None:
    """Amount and kind count; five per cent are forgiven, another kind is not."""
    assert counted(one(LENS, replace(LENS, fee=fee)).fee) == counts


def test_details_are_counted_one_by_one() -> None:
    """Each source, each end of a contract and the option is found, invented or missed on its own."""
    told = replace(
        LENS, contract_until="2029", current_contract_until="2026", loan_option="option", sources=("RMC Sport", "Marca")
    )
    total = one(replace(LENS, current_contract_until="2026"), told)
    assert counted(total.contract) == (1, 2, 2)
    assert counted(total.option) == (0, 1, 0)
    assert counted(total.sources) == (1, 2, 2)


@pytest.mark.parametrize(
    ("prediction", "hits"),
    [
        (replace(LENS, move="loan"), 1),
        (replace(LENS, from_club=None), 1),
        (replace(LENS, from_club="OGC Nice", move="loan"), 1),
        (replace(LENS, move="extension"), 0),
        (replace(LENS, to_club="OGC Nice"), 0),
        (replace(LENS, person="Ibrahim Sakaly"), 0),
    ],
)
def test_the_relaxed_measure_forgives_two_things(prediction: Fact, hits: int) -> None:
    """A loan counts as a transfer and the club left is not compared; all else still is."""
    assert counted(one(LENS, prediction).relaxed) == (hits, 1, 1)


def test_each_label_is_matched_once() -> None:
    """A move predicted twice is found once and invented once."""
    assert counted(score([([LENS], [LENS, replace(LENS, status="rumour")])]).facts) == (1, 2, 1)
    assert counted(score([([LENS, replace(LENS, person="Yann Kerveadou")], [LENS])]).facts) == (1, 1, 2)


def test_the_prediction_of_the_same_status_is_matched_first() -> None:
    """Of two that fit, the one on the label's rung counts, and of two on it the surer one."""
    low, right = replace(LENS, status="rumour", confidence=0.9), replace(LENS, confidence=0.2)
    surer = replace(LENS, confidence=0.4)
    assert compare("", [LENS], [low, right]).pairs == ((LENS, right),)
    assert compare("", [LENS], [right, surer]).pairs == ((LENS, surer),)


def test_an_article_without_facts_counts_its_inventions() -> None:
    """What is predicted where nothing is labelled is invented; silence there is no fault."""
    total = score([((), (LENS, LOAN)), ((), ()), ((LENS,), (LENS, LOAN))])
    assert (total.articles, total.empty_articles, total.invented_on_empty) == (3, 2, 2)
    assert counted(total.facts) == (1, 4, 1)


def test_nothing_labelled_and_nothing_predicted_is_perfect() -> None:
    """A measure without anything to measure is 1.0; silence about a label is not."""
    assert (score([]).facts.f1, score([((), ())]).facts.f1) == (1.0, 1.0)
    silent = score([([LENS], [])]).facts
    assert (silent.precision, silent.recall, silent.f1) == (1.0, 0.0, 0.0)


def test_articles_are_matched_apart_and_added_up() -> None:
    """A prediction of one article does not match the label of another."""
    assert counted(score([([LENS], [LOAN]), ([LOAN], [LENS])]).facts) == (0, 2, 2)
    assert counted(score([([LENS], [LENS]), ([LOAN], [])]).facts) == (1, 1, 2)


@pytest.mark.parametrize("labels", [*permutations(LABELS)])
@pytest.mark.parametrize("predictions", [*permutations((replace(LENS, person="Kerveadou"), NICE, LOAN))])
def test_matching_does_not_depend_on_order(labels: tuple[Fact, ...], predictions: tuple[Fact, ...]) -> None:
    """In whatever order labels and predictions come, the same ones are paired."""
    assert score([(labels, predictions)]) == score([(LABELS, LABELS)])


def test_an_open_label_takes_what_a_strict_one_leaves() -> None:
    """A label without clubs fits more predictions, so it chooses last, wherever it stands."""
    anywhere = replace(LENS, to_club=None, from_club=None)
    for labels in permutations((anywhere, LENS)):
        for predictions in permutations((LENS, NICE)):
            assert counted(score([(labels, predictions)]).facts) == (2, 2, 2)


@given(st.lists(FACTS, max_size=4), st.lists(FACTS, max_size=4))
def test_nothing_is_lost_in_matching(labels: list[Fact], predictions: list[Fact]) -> None:
    """Each label is paired or missed, each prediction is paired or invented, and no measure leaves 0 to 1."""
    matched = compare("", labels, predictions)
    assert len(matched.pairs) + len(matched.missed) == len(labels)
    assert len(matched.pairs) + len(matched.invented) == len(predictions)
    total = score([(labels, predictions)])
    assert total.facts.hits == len(matched.pairs)
    assert all(0.0 <= m <= 1.0 for m in (total.facts.precision, total.facts.recall, total.facts.f1))
    assert score([(labels, labels)]).facts.f1 == 1.0
