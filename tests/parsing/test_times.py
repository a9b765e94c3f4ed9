"""When an article was published, to the minute and in UTC."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.cleaning.times import MONTHS, Moment, datelines, from_url, moment

PARIS = "Europe/Paris"
NAMES = MONTHS.split()[:12]
MINUTES = st.datetimes(datetime(2000, 1, 1), datetime(2035, 12, 31)).map(lambda t: t.replace(second=0, microsecond=0))
ZONES = st.sampled_from([PARIS, "America/Toronto", "Africa/Dakar", "Asia/Riyadh", "UTC"])


def utc(text: str) -> datetime:
    """Read a UTC time to the minute."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Publié le 3 février 2021 à 14h45", "2021-02-03 13:45"),
        ("23 juillet 2020 à 11h55", "2020-07-23 09:55"),
        ("Mise en ligne: le 28/07/2017 à 17h59", "2017-07-28 15:59"),
        ("Publié le 10/04/23 à 08h47", "2023-04-10 06:47"),
        ("Mis à jour le 10/04/23 à 09h12", "2023-04-10 07:12"),
        ("28/03/2023 à 0:28", "2023-03-27 22:28"),
        ("le 06/04/2023 15:47", "2023-04-06 13:47"),
        ("Le 7 avril 2023 à 19h16", "2023-04-07 17:16"),
        ("07-02-2026 - 10:48", "2026-02-07 09:48"),
        ("[Mis à jour le 8 juin 2020 à 15h24]", "2020-06-08 13:24"),
        ("Publié le mercredi 1er juillet 2026 à 9 h 05", "2026-07-01 07:05"),
        ("1er août 2025 à 8h", "2025-08-01 06:00"),
        ("3 AOÛT 2025 À 14H45", "2025-08-03 12:45"),
        ("3 févr. 2021, 14:45", "2021-02-03 13:45"),
        ("Par Jeanne Morel | 03.02.2021 | 14h45", "2021-02-03 13:45"),
        ("6 fevrier 2024 · 7h05", "2024-02-06 06:05"),
        ("31 decembre 2023 à 23:59", "2023-12-31 22:59"),
    ],
)
def test_a_dateline_is_read_to_the_minute(line: str, expected: str) -> None:
    """Each way in which French outlets print a date is understood, in the outlet's zone."""
    assert [(found.when, found.exact) for found in datelines(line, PARIS)] == [(utc(expected), True)]


def test_a_bare_day_is_not_exact() -> None:
    """A day without an hour stands at midnight of the outlet, and says that it is no more than a day."""
    (found,) = datelines("2 décembre 2025", PARIS)
    assert (found.when, found.exact) == (utc("2025-12-01 23:00"), False)


@pytest.mark.parametrize(
    "line",
    [
        "31/02/2023 à 10h00",
        "le 99/99/2023",
        "3 février 2021 à 25h10",
        "3 février 2021 à 14h75",
        "publié hier à 14h45",
        "22h41 :",
        "[21h42] Le point",
        "juin 2026",
        "victoire 3-1 en 2024",
        "06 12 34 56 78",
    ],
)
def test_what_is_no_date_is_none(line: str) -> None:
    """Impossible days and hours, stamps of a ticker, scores and telephone numbers are no dates."""
    assert list(datelines(line, PARIS)) == []


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Publié le 3 février 2021 à 14h45", ["published"]),
        ("Mise en ligne : 3 février 2021 à 14h45", ["published"]),
        ("Mis à jour le 3 février 2021 à 14h45", ["modified"]),
        ("Dernière mise à jour 3 février 2021 à 14h45", ["modified"]),
        ("3 février 2021 à 14h45", [""]),
        ("Publié le 03/02/2021 à 14h45, modifié le 04/02/2021 à 9h00", ["published", "modified"]),
        ("03/02/2021 à 14:45 | mis à jour le 03/02/2021 à 18:00", ["", "modified"]),
    ],
)
def test_a_date_says_what_it_is(line: str, roles: list[str]) -> None:
    """The words in front of a date tell the publication from the correction."""
    assert [found.role for found in datelines(line, PARIS)] == roles


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-03-28T00:28:18+02:00", "2023-03-27 22:28:18"),
        ("2023-04-06T15:47:36Z", "2023-04-06 15:47:36"),
        ("2023-04-06T15:47:36.303+02:00", "2023-04-06 13:47:36.303"),
        ("2023-04-06T15:47:36+0200", "2023-04-06 13:47:36"),
        ("2023-04-06T15:47", "2023-04-06 13:47"),
        ("2023-04-06 15:47:36", "2023-04-06 13:47:36"),
        ("Thu, 06 Apr 2023 15:47:36 GMT", "2023-04-06 15:47:36"),
        ("Thu, 06 Apr 2023 15:47:36 +0200", "2023-04-06 13:47:36"),
        ("1688388300", "2023-07-03 12:45"),
        ("1688388300303", "2023-07-03 12:45"),
        (" 6 avril 2023 à 15h47 ", "2023-04-06 13:47"),
    ],
)
def test_a_machine_time_is_read(value: str, expected: str) -> None:
    """ISO in all its spellings, RFC 822, Unix seconds, and the French that some outlets put there."""
    assert moment(value, PARIS, "meta") == Moment(utc(expected), "meta")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "bientôt",
        "2023-13-45",
        "2023-04-06T25:00:00",
        "Thu, 31 Feb 2023 10:00:00 GMT",
        "9999999999",
        "20230406",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
    ],
)
def test_a_broken_machine_time_is_none(value: str) -> None:
    """What is no time, or none that a calendar has, is None."""
    assert moment(value, PARIS, "meta") is None


@pytest.mark.parametrize(
    ("line", "zone", "expected"),
    [
        ("29/03/2026 à 01h59", PARIS, "2026-03-29 00:59"),
        ("29/03/2026 à 02h30", PARIS, "2026-03-29 01:30"),
        ("29/03/2026 à 03h00", PARIS, "2026-03-29 01:00"),
        ("25/10/2026 à 01h59", PARIS, "2026-10-24 23:59"),
        ("25/10/2026 à 02h30", PARIS, "2026-10-25 00:30"),
        ("25/10/2026 à 03h00", PARIS, "2026-10-25 02:00"),
        ("12 juillet 2026 à 22h15", "America/Toronto", "2026-07-13 02:15"),
        ("12 janvier 2026 à 22h15", "America/Toronto", "2026-01-13 03:15"),
        ("12 janvier 2026 à 22h15", "Africa/Dakar", "2026-01-12 22:15"),
    ],
)
def test_a_time_is_in_the_outlets_zone(line: str, zone: str, expected: str) -> None:
    """Summer time begins and ends where the outlet is; an hour that comes twice is the first one."""
    assert [found.when for found in datelines(line, zone)] == [utc(expected)]


def test_a_named_zone_wins_over_the_outlets() -> None:
    """The hour that comes twice is told apart by its offset."""
    found = moment("2026-10-25T02:30:00+01:00", "America/Toronto", "json-ld")
    assert found is not None
    assert found.when == utc("2026-10-25 01:30")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://exemple.fr/2026/08/19/officiel-il-signe-13514249.php", "2026-08-19"),
        ("https://exemple.fr/football/transferts/le-point_AN-201701270154.html", "2017-01-27"),
        ("https://exemple.fr/sports/football/psg/un-accord-07-04-2023-Y3YLNNYP5NARNJF4.php", "2023-04-07"),
        ("https://exemple.fr/sport/football/4017190-20230104-ligue-1-retour", "2023-01-04"),
        ("https://exemple.fr/news/2026-05-05/15-millions-pour-un-joueur", "2026-05-05"),
        ("https://exemple.fr/sports/football/le-mercato-en-direct-20210727", "2021-07-27"),
        ("https://exemple.fr/2026/13/45/impossible", None),
        ("https://exemple.fr/om-20302030-renfort", None),
        ("https://exemple.fr/a1117417913930776804-om", None),
    ],
)
def test_an_address_may_carry_its_day(url: str, day: str | None) -> None:
    """The day in an address is read, never as more than a day, and digits that are none are left alone."""
    found = from_url(url, "UTC")
    assert (found and (found.when.date().isoformat(), found.exact)) == (day and (day, False))


@given(
    MINUTES,
    ZONES,
    st.sampled_from(
        [
            "{d} {name} {y} à {h}h{m:02}",
            "{d:02}/{mo:02}/{y} à {h}:{m:02}",
            "Publié le {d} {name} {y}, {h:02}:{m:02}",
            "{d:02}-{mo:02}-{y} - {h:02}:{m:02}",
        ]
    ),
)
def test_every_minute_comes_back(when: datetime, zone: str, form: str) -> None:
    """A minute printed in any of the French ways is read as that minute."""
    line = form.format(d=when.day, mo=when.month, y=when.year, h=when.hour, m=when.minute, name=NAMES[when.month - 1])
    assert [found.when for found in datelines(line, zone)] == [when.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)]


@given(MINUTES, st.integers(-14 * 4, 14 * 4), st.sampled_from(["iso", "iso without colon", "rfc"]))
def test_every_offset_comes_back(when: datetime, quarters: int, form: str) -> None:
    """A time with an offset is the same instant, however it is spelt and whatever the outlet's zone."""
    aware = when.replace(tzinfo=timezone(timedelta(minutes=15 * quarters)))
    written = {
        "iso": aware.isoformat(),
        "iso without colon": aware.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "rfc": format_datetime(aware),
    }
    found = moment(written[form], PARIS, "meta")
    assert found is not None
    assert found.when == aware


@given(
    st.one_of(st.text(max_size=60), st.from_regex(r"\A\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}( à )?\d{1,2}h\d{0,2}\Z")), ZONES
)
def test_no_text_breaks_the_calendar(text: str, zone: str) -> None:
    """Whatever stands in a date's place gives times in UTC, or none."""
    found = [moment(text, zone, "meta"), from_url(text, zone), *datelines(text, zone)]
    assert all(each is None or each.when.utcoffset() == timedelta(0) for each in found)
