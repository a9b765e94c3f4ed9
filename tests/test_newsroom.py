"""The sample newsroom keeps its promises: what it serves, how it fails, and what its labels say."""

import difflib
import html
import itertools
import json
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.parse
import urllib.request
import urllib.robotparser
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from http.client import RemoteDisconnected
from pathlib import Path
from typing import Any

import pytest

from tests.newsroom import (
    Article,
    Expected,
    Fact,
    Newsroom,
    NewsroomError,
    PortTakenError,
    UnknownEditionError,
    UnknownFaultError,
)
from tests.newsroom.articles import HERE, Edition, forbidden, published
from tests.newsroom.outlets import BY_NAME, KOPAIN, OUTLETS, SPORTIDIEN, Outlet
from tests.newsroom.visitor import Reply, article_links, ask, cleaned, links, squeezed, visible

EVENING = published("evening")
MORNING = published("morning")
LATEST = {"c08", "t09"}
CORRECTED = {"t08"}
KERBRAT = "/om/nolan-kerbrat-a-l-om-c-est-regle-48321/"

EVERY_OUTLET = pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.name)
EVERY_ARTICLE = pytest.mark.parametrize("article", EVENING.values(), ids=lambda article: article.id)
EVERY_LABEL = pytest.mark.parametrize(
    "article", [*EVENING.values(), *(MORNING[id_] for id_ in CORRECTED)], ids=lambda article: article.id
)


@pytest.fixture(scope="module")
def open_room() -> Iterator[Newsroom]:
    """Open one room for the whole module."""
    with Newsroom() as room:
        yield room


@pytest.fixture
def room(open_room: Newsroom) -> Iterator[Newsroom]:
    """Lend the module's room, and tidy it up."""
    yield open_room
    open_room.edition = "evening"
    open_room.faults.clear()
    open_room.forget()


# --- the ways in ---


@EVERY_OUTLET
@pytest.mark.parametrize("edition", ["morning", "evening"])
def test_every_article_is_reachable(room: Newsroom, outlet: Outlet, edition: Edition) -> None:
    """The ways in lead to all articles of an outlet, and beside them only to a dead and a closed page."""
    room.edition = edition
    wanted = {record.url for record in room.expected() if record.outlet == outlet.name}
    closed = {url for url in room.forbidden() if url.startswith(room.address(outlet.name))}
    found = article_links(room, outlet)
    assert wanted <= found
    assert closed <= found
    assert [ask(url).status for url in found - wanted - closed] == [404]


@EVERY_OUTLET
def test_lists_are_noisy(room: Newsroom, outlet: Outlet) -> None:
    """A list has tracked, doubled, malformed, foreign and telephone addresses, and pages of other kinds."""
    named = links(room, outlet)
    own = [link for link in named if link.startswith(room.address(outlet.name))]
    clean = [link for link in map(cleaned, named) if link]
    assert any("utm_" in link for link in own)
    assert max(Counter(clean).values()) > 1
    assert any(cleaned(link) is None for link in named)
    assert any(link.startswith(room.address("elsewhere")) for link in named)
    assert any(re.search(r"/(?:amp|m)/", link) for link in own)
    assert any(re.search(r"/club", link) for link in own)
    assert any("video" in link for link in own)


@EVERY_OUTLET
def test_robots_close_what_must_not_be_read(room: Newsroom, outlet: Outlet) -> None:
    """robots.txt allows every article, closes every forbidden one, and asks for no delay."""
    base = room.address(outlet.name)
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(ask(f"{base}/robots.txt").body.decode().splitlines())
    assert all(robots.can_fetch("mercato", e.url) for e in room.expected() if e.outlet == outlet.name)
    assert not any(robots.can_fetch("mercato", url) for url in room.forbidden() if url.startswith(base))
    assert robots.crawl_delay("mercato") is None


def test_some_articles_are_forbidden(room: Newsroom) -> None:
    """Two outlets name a page that robots.txt closes, and would serve it all the same."""
    assert [ask(url).status for url in room.forbidden()] == [200, 200]
    assert not {e.url for e in room.expected()} & set(room.forbidden())


def test_registry_is_toml_by_contract(room: Newsroom, tmp_path: Path) -> None:
    """The registry has one entry an outlet, with the contract's keys and plain hosts as domains."""
    registered = tomllib.loads(room.write_registry(tmp_path / "outlets.toml").read_text(encoding="utf-8"))["outlet"]
    keys = {
        "name",
        "domains",
        "feeds",
        "sitemaps",
        "sections",
        "article",
        "timezone",
        "language",
        "delay",
        "remove",
    }
    assert [entry["name"] for entry in registered] == [outlet.name for outlet in OUTLETS]
    assert all(set(entry) == keys for entry in registered)
    assert [entry["domains"] for entry in registered] == [[f"127.0.1.{n}"] for n in (1, 2, 3, 4)]


# --- what the pages say ---


@EVERY_ARTICLE
def test_bodies_occur_in_their_pages(room: Newsroom, article: Article) -> None:
    """Every paragraph stands in the page, in order, after a headline that is the title."""
    source = page(room, article)
    headline = re.search(r"(?is)<h1[^>]*>(.*?)</h1>", source)
    assert headline
    assert visible(headline[1]) == squeezed(article.title)
    text, place = visible(source), 0
    for paragraph in article.paragraphs:
        place = text.find(squeezed(paragraph), place)
        assert place >= 0, paragraph


@EVERY_ARTICLE
def test_pages_are_as_heavy_as_real_ones(room: Newsroom, article: Article) -> None:
    """A page weighs 15 to 60 kilobytes, most of it furniture."""
    assert 15_000 < len(page(room, article).encode()) < 60_000


def page(room: Newsroom, article: Article) -> str:
    """Ask for the page of an article."""
    answer = ask(room.address(article.outlet) + article.path)
    return answer.body.decode(BY_NAME[article.outlet].encoding)


def json_ld(room: Newsroom, article: Article) -> dict[str, Any]:
    """Read what the page of an article says of it in JSON-LD."""
    found = re.search(r'(?s)<script type="application/ld\+json">(.*?)</script>', page(room, article))
    assert found
    graph: list[dict[str, Any]] = json.loads(found[1])["@graph"]
    return next(part for part in graph if part["@type"] in {"NewsArticle", "LiveBlogPosting"})


@pytest.mark.parametrize("id_", [id_ for id_ in EVENING if id_.startswith("s")])
def test_sportidien_says_all_in_json_ld(room: Newsroom, id_: str) -> None:
    """The first design has title, times, authors and access in its JSON-LD graph."""
    article = EVENING[id_]
    news = json_ld(room, article)
    assert news["headline"] == article.title
    assert news["datePublished"] == article.published_at.isoformat()
    assert news["dateModified"] == article.changed_at.isoformat()
    assert tuple(author["name"] for author in news["author"]) == article.authors
    assert news["isAccessibleForFree"] is not article.paid


@pytest.mark.parametrize("id_", [id_ for id_ in EVENING if id_.startswith("t")])
def test_transferama_says_all_in_meta_tags(room: Newsroom, id_: str) -> None:
    """The second design has times and author in meta tags, its name after the title, and no JSON-LD."""
    article = EVENING[id_]
    source = page(room, article)
    names = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', source))
    assert html.unescape(names["og:title"]) == f"{article.title} | Transferama"
    assert names["article:published_time"] == article.published_at.isoformat()
    assert names.get("article:modified_time") == (article.modified_at and article.modified_at.isoformat())
    assert names["author"] == ", ".join(article.authors)
    assert f'<link rel="canonical" href="{room.address("transferama")}{article.path}">' in source
    assert "ld+json" not in source


@pytest.mark.parametrize("id_", [id_ for id_ in EVENING if id_.startswith("c")])
def test_calanques_matin_has_only_a_dateline(room: Newsroom, id_: str) -> None:
    """The third design dates and signs its articles in French, in the open, and nowhere else."""
    article = EVENING[id_]
    source = page(room, article)
    when = article.published_at
    month = {6: "juin", 7: "juillet"}[when.month]
    assert f"ublié le {when.day} {month} 2025 à {when:%Hh%M} par {' et '.join(article.authors)}" in source
    assert ("Mis à jour le" in source) is (article.modified_at is not None)
    assert "ld+json" not in source
    assert not re.search(r"<meta[^>]*2025|<time|datetime=", source)


@pytest.mark.parametrize("id_", [id_ for id_ in EVENING if id_.startswith("k")])
def test_kopain_declares_no_charset(room: Newsroom, id_: str) -> None:
    """The fourth design is cp1252, is no UTF-8, and says so neither in its header nor in the page."""
    article = EVENING[id_]
    answer = ask(room.address("kopain") + article.path)
    assert answer.headers["Content-Type"] == "text/html"
    assert b"charset" not in answer.body.lower()
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")
    assert f"Mise en ligne: le {article.published_at:%d/%m/%Y à %Hh%M}" in answer.body.decode("cp1252")


def test_kopain_uses_what_latin_1_lacks(room: Newsroom) -> None:
    """The fourth outlet's articles have œ, € and ’, which only cp1252 has among the one-byte codes."""
    text = "".join(article.text for article in EVENING.values() if article.outlet == "kopain")
    assert set("œ€’") <= set(text)
    assert b"\x9c" in ask(room.address("kopain") + EVENING["k08"].path).body


def test_one_article_is_paid(room: Newsroom) -> None:
    """The paid article shows a teaser and a wall, and its JSON-LD says that the rest is not free."""
    paid = [article for article in EVENING.values() if article.paid]
    assert [article.id for article in paid] == ["s05"]
    assert json_ld(room, paid[0])["hasPart"]["cssSelector"] == ".paywall"
    assert 'class="paywall"' in page(room, paid[0])


def test_one_article_is_a_live_blog(room: Newsroom) -> None:
    """The live blog is a LiveBlogPosting whose updates have the times of the entries in the page."""
    [live] = [article for article in EVENING.values() if article.kind == "live"]
    news = json_ld(room, live)
    stamps = [update["datePublished"][11:16].replace(":", "h") for update in news["liveBlogUpdate"]]
    assert news["@type"] == "LiveBlogPosting"
    assert stamps == [live.paragraphs[index].split(" : ")[0] for index in sorted(live.headings)]
    assert len(stamps) == 7


def test_posts_are_embedded_in_articles(room: Newsroom) -> None:
    """At least three articles have somebody's post in their middle, which is no part of their text."""
    embedded = [article for article in EVENING.values() if any(e.kind == "tweet" for e in article.embeds)]
    assert len(embedded) >= 3
    for article in embedded:
        source = page(room, article)
        assert 'class="twitter-tweet"' in source.lower()
        assert "https://t.co/" in source
        assert all(embed.text not in article.text for embed in article.embeds)
        assert all(embed.after < len(article.paragraphs) - 1 for embed in article.embeds)


# --- validators and editions ---


def everywhere(room: Newsroom, outlet: Outlet) -> list[str]:
    """List the articles of an outlet, its ways in, its front page and its robots.txt."""
    base = room.address(outlet.name)
    own = [record.url for record in room.expected() if record.outlet == outlet.name]
    lists = [base + path for path in (*outlet.feeds, *outlet.sitemaps, *outlet.sections, *outlet.announced)]
    return [*own, *lists, f"{base}/", f"{base}/robots.txt"]


@EVERY_OUTLET
def test_conditional_requests_are_answered_with_304(room: Newsroom, outlet: Outlet) -> None:
    """Whoever sends a page's validators back gets 304 and no body, from every address."""
    for url in everywhere(room, outlet):
        first = ask(url)
        assert first.status == 200
        for header in (
            {"If_None_Match": first.headers["ETag"]},
            {"If_None_Match": f'"other", W/{first.headers["ETag"]}'},
            {"If_Modified_Since": first.headers["Last-Modified"]},
        ):
            again = ask(url, **header)
            assert (again.status, again.body) == (304, b"")
            assert again.headers["ETag"] == first.headers["ETag"]


@EVERY_OUTLET
def test_stale_validators_are_answered_with_the_page(room: Newsroom, outlet: Outlet) -> None:
    """An old date gets the page, and so does another ETag, even beside a date that is new enough."""
    url = next(record.url for record in room.expected() if record.outlet == outlet.name)
    known = ask(url).headers["Last-Modified"]
    assert ask(url, If_Modified_Since="Fri, 20 Jun 2025 00:00:00 GMT").status == 200
    assert ask(url, If_None_Match='"other"', If_Modified_Since=known).status == 200
    assert ask(url, If_Modified_Since="hier").status == 200


def test_editions_differ_in_the_intended_articles(room: Newsroom) -> None:
    """The evening has two more articles, one corrected text, and every other page byte for byte the same."""
    seen: dict[str, dict[str, Reply]] = {}
    for edition in ("morning", "evening"):
        room.edition = edition
        seen[edition] = {record.id: ask(record.url) for record in room.expected()}
    morning, evening = seen["morning"], seen["evening"]
    assert set(evening) - set(morning) == LATEST
    assert not set(morning) - set(evening)
    assert {id_ for id_ in morning if morning[id_].body != evening[id_].body} == CORRECTED
    latest = sorted(EVENING.values(), key=lambda article: article.published_at)[-2:]
    assert {article.id for article in latest} == LATEST


def test_entries_keep_their_ids(room: Newsroom) -> None:
    """An entry of the feed has the same id in the morning and in the evening."""
    ids: dict[str, set[str]] = {}
    for edition in ("morning", "evening"):
        room.edition = edition
        feed = ask(room.address("transferama") + "/atom.xml").body.decode()
        ids[edition] = set(re.findall(r"<id>(.*?)</id>", feed))
    assert len(ids["evening"] - ids["morning"]) == 1
    assert ids["morning"] < ids["evening"]


def test_what_is_not_published_yet_is_not_found(room: Newsroom) -> None:
    """The morning answers 404 for the evening's articles."""
    room.edition = "morning"
    late = [EVENING[id_] for id_ in LATEST]
    assert {ask(room.address(article.outlet) + article.path).status for article in late} == {404}


def test_the_correction_says_so(room: Newsroom) -> None:
    """The corrected article has another fee, a later time of change, other validators, and owns up to it."""
    before, after = MORNING["t08"], EVENING["t08"]
    assert before.published_at == after.published_at
    assert before.modified_at is None
    assert after.modified_at is not None
    assert before.facts[0]["fee"] != after.facts[0]["fee"]
    assert "Mise à jour du 12 juillet" in after.text
    room.edition = "morning"
    old = ask(room.address("transferama") + KERBRAT)
    room.edition = "evening"
    new = ask(
        room.address("transferama") + KERBRAT,
        If_None_Match=old.headers["ETag"],
        If_Modified_Since=old.headers["Last-Modified"],
    )
    assert new.status == 200
    changes = [parsedate_to_datetime(reply.headers["Last-Modified"]) for reply in (old, new)]
    assert changes[0] < changes[1]


def test_an_unknown_edition_is_refused(room: Newsroom) -> None:
    """There is no noon edition."""
    with pytest.raises(UnknownEditionError, match="morning"):
        Newsroom(edition="noon")
    with pytest.raises(UnknownEditionError, match="evening"):
        room.edition = "noon"


# --- faults ---


@pytest.fixture
def url(room: Newsroom) -> str:
    """Give the address that most faults are tried on."""
    return room.address("transferama") + KERBRAT


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
def test_a_status_is_answered_as_asked(room: Newsroom, url: str, status: int) -> None:
    """A fault named by a status answers with it; 429 says when to come back."""
    room.faults[KERBRAT] = str(status)
    answer = ask(url)
    assert answer.status == status
    assert answer.headers.get("Retry-After") == ("1" if status == 429 else None)


def test_hang_never_answers(room: Newsroom, url: str) -> None:
    """A hanging address takes the request and stays silent."""
    room.faults[KERBRAT] = "hang"
    with pytest.raises(TimeoutError):
        ask(url, timeout=0.3)


def test_hang_ends_with_the_room() -> None:
    """A room closes at once, whoever hangs in it."""
    with Newsroom() as room:
        room.faults["/robots.txt"] = "hang"
        caller = socket.create_connection((SPORTIDIEN.host, room.port), timeout=5)
        caller.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: here\r\n\r\n")
        while not room.requests:
            time.sleep(0.01)
        begun = time.monotonic()
    assert time.monotonic() - begun < 2
    with caller:
        assert caller.recv(1) == b""


def test_drip_answers_byte_by_byte(room: Newsroom, url: str) -> None:
    """A dripping address announces its whole body and gives a byte at a time."""
    room.faults[KERBRAT] = "drip"
    begun = time.monotonic()
    with urllib.request.urlopen(url, timeout=5) as answer:
        assert int(answer.headers["Content-Length"]) > 15_000
        assert answer.read(4) == b"<!do"
    assert time.monotonic() - begun > 2 * room.drip_seconds


def test_reset_breaks_the_connection(room: Newsroom, url: str) -> None:
    """A resetting address breaks the connection before any answer."""
    room.faults[KERBRAT] = "reset"
    with pytest.raises((urllib.error.URLError, ConnectionResetError, RemoteDisconnected)) as caught:
        ask(url)
    assert "reset" in str(caught.value).lower()


def test_loop_redirects_for_ever(room: Newsroom, url: str) -> None:
    """A looping address sends its callers round between two addresses."""
    room.faults[KERBRAT] = "loop"
    there = ask(url)
    back = ask(urllib.parse.urljoin(url, there.headers["Location"]))
    assert (there.status, back.status) == (302, 302)
    assert urllib.parse.urljoin(url, back.headers["Location"]) == url


def test_offsite_redirects_to_a_stranger(room: Newsroom, url: str) -> None:
    """An offsite address sends its callers to another host, where each call is written down."""
    room.faults[KERBRAT] = "offsite"
    target = ask(url).headers["Location"]
    assert target == room.address("elsewhere") + KERBRAT
    assert not [request for request in room.requests if request.outlet == "elsewhere"]
    ask(target)
    assert [request.path for request in room.requests if request.outlet == "elsewhere"] == [KERBRAT]


def test_empty_answers_200_and_nothing(room: Newsroom, url: str) -> None:
    """An empty address answers 200 with no byte."""
    room.faults[KERBRAT] = "empty"
    answer = ask(url)
    assert (answer.status, answer.body) == (200, b"")


def test_not_html_is_a_pdf_in_disguise(room: Newsroom, url: str) -> None:
    """An address that is not HTML sends a PDF and calls it text/html."""
    room.faults[KERBRAT] = "not-html"
    answer = ask(url)
    assert answer.headers.get_content_type() == "text/html"
    assert answer.body.startswith(b"%PDF-")


def test_not_xml_is_a_page_in_place_of_a_feed(room: Newsroom) -> None:
    """A feed that is not XML is a page about maintenance."""
    room.faults["/atom.xml"] = "not-xml"
    answer = ask(room.address("transferama") + "/atom.xml")
    assert answer.status == 200
    with pytest.raises(ET.ParseError):
        ET.fromstring(answer.body)


def test_a_fault_may_concern_one_outlet(room: Newsroom) -> None:
    """A fault at (outlet, path) leaves the same path of other outlets alone; taken away, it is gone."""
    room.faults["kopain", "/robots.txt"] = "503"
    statuses = {outlet.name: ask(room.address(outlet.name) + "/robots.txt").status for outlet in OUTLETS}
    assert statuses == {"sportidien": 200, "transferama": 200, "calanques-matin": 200, "kopain": 503}
    del room.faults["kopain", "/robots.txt"]
    assert ask(room.address("kopain") + "/robots.txt").status == 200


def test_a_fault_holds_whatever_the_tracking(room: Newsroom, url: str) -> None:
    """A fault of a path is also one of the path with a query."""
    room.faults[KERBRAT] = "500"
    assert ask(f"{url}?utm_source=rss").status == 500


def test_an_unknown_fault_is_refused(room: Newsroom) -> None:
    """A misspelt fault raises where it is set, and says which ones there are."""
    with pytest.raises(UnknownFaultError, match="'405'"):
        room.faults["/"] = "405"
    with pytest.raises(UnknownFaultError, match="hang"):
        room.faults.update({"/": "hung"})


# --- the room itself ---


def test_requests_are_written_down(room: Newsroom, url: str) -> None:
    """The log has outlet, path, status and size of each request, in order, until it is emptied."""
    size = len(ask(url).body)
    ask(room.address("kopain") + "/nulle-part?x=1")
    assert room.requests[0] == ("transferama", KERBRAT, 200, size)
    assert room.requests[1][:3] == ("kopain", "/nulle-part?x=1", 404)
    room.forget()
    assert room.requests == []


def test_head_answers_without_body(room: Newsroom, url: str) -> None:
    """HEAD has the headers of GET and no body."""
    head, get = ask(url, method="HEAD"), ask(url)
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(get.body))
    assert head.headers["ETag"] == get.headers["ETag"]


def test_tracking_never_changes_the_page(room: Newsroom, url: str) -> None:
    """The same page lies at an address with and without tracking parameters."""
    assert ask(f"{url}?utm_source=rss&utm_medium=flux").body == ask(url).body


def test_a_taken_port_is_an_error_of_its_own(room: Newsroom) -> None:
    """Two rooms cannot share a port, and the second one says which port it is."""
    with pytest.raises(PortTakenError, match=str(room.port)), Newsroom(port=room.port):
        pass


def test_a_closed_room_has_no_port() -> None:
    """A room that is not open cannot say where it is."""
    with pytest.raises(NewsroomError, match="not open"):
        Newsroom().registry()


def test_a_room_can_be_opened_again() -> None:
    """A room that was closed opens again and serves."""
    room = Newsroom()
    for _ in range(2):
        with room:
            assert ask(room.address("kopain") + "/").status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    """`python -m tests.newsroom` prints one line, writes the registry, serves, and ends silently with 0."""
    registry = tmp_path / "outlets.toml"
    command = [sys.executable, "-m", "tests.newsroom", "--registry", str(registry)]
    root = HERE.parent.parent
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        feeds = [feed for entry in tomllib.loads(registry.read_text())["outlet"] for feed in entry["feeds"]]
        assert [ask(feed).status for feed in feeds] == [200, 200]
        assert all(urllib.parse.urlsplit(feed).netloc in line for feed in feeds)
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
        assert process.stdout.read() + process.stderr.read() == ""


def test_the_command_says_that_its_port_is_taken(room: Newsroom) -> None:
    """`python -m tests.newsroom --port` on a taken port is one line on standard error and exit code 2."""
    command = [sys.executable, "-m", "tests.newsroom", "--port", str(room.port)]
    done = subprocess.run(command, cwd=HERE.parent.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert re.fullmatch(rf"newsroom: .*\b{room.port}\b.*\n", done.stderr)


# --- the labels ---

ROLES = {"player", "coach", "staff"}
MOVES = {"transfer", "loan", "extension", "appointment", "departure"}
STATUSES = {"rumour", "interest", "talks", "offer", "agreement", "medical", "official", "rejected"}
KINDS = {"asked", "offered", "agreed", "clause", "estimate"}
TERM = re.compile(r"20\d\d(?:-(?:0[1-9]|1[0-2]))?")


@EVERY_LABEL
def test_labels_have_their_fields(article: Article) -> None:
    """A fact has every field of the format, and in each a value that the format knows."""
    for fact in article.facts:
        assert set(fact) == set(Fact.__annotations__)
        assert fact["role"] in ROLES
        assert fact["move"] in MOVES
        assert fact["status"] in STATUSES
        assert fact["loan_option"] in {None, "option", "obligation"}
        for term in (fact["contract_until"], fact["current_contract_until"]):
            assert term is None or TERM.fullmatch(term)
        assert all(source.strip() for source in fact["sources"])


@EVERY_LABEL
def test_fees_are_whole(article: Article) -> None:
    """A fee has an amount, a currency and a kind, and a range rises."""
    for fact in article.facts:
        fee = fact["fee"]
        if fee is None:
            continue
        assert set(fee) - {"max"} == {"amount", "currency", "kind"}
        assert fee["currency"] in {"EUR", "GBP", "USD"}
        assert fee["kind"] in KINDS
        assert 0 <= fee["amount"] < fee.get("max", 10**9)


@EVERY_LABEL
def test_labels_agree_with_the_rules(article: Article) -> None:
    """Clubs, terms and options stand where the annotation rules want them."""
    for fact in article.facts:
        if fact["move"] == "extension":
            assert fact["from_club"] == fact["to_club"]
        if fact["move"] == "departure":
            assert fact["to_club"] is None
        if fact["move"] == "appointment":
            assert fact["role"] in {"coach", "staff"}
        if fact["move"] != "loan":
            assert fact["loan_option"] is None
        if fact["move"] == "loan" or fact["status"] == "rejected":
            assert fact["contract_until"] is None


@EVERY_LABEL
def test_a_move_is_labelled_once(article: Article) -> None:
    """No article has two facts for the same move of the same person."""
    moves = [(fact["person"], fact["move"], fact["from_club"], fact["to_club"]) for fact in article.facts]
    assert len(moves) == len(set(moves))


@EVERY_LABEL
def test_persons_and_sources_occur_in_the_text(article: Article) -> None:
    """Each person is named in full, and each source is named, unless it is the outlet's own information."""
    text = squeezed(f"{article.title}\n{article.text}").replace("’", "'")
    brand = BY_NAME[article.outlet].brand
    for fact in article.facts:
        assert fact["person"].replace("’", "'") in text
        for source in fact["sources"]:
            own = source == brand and "nos informations" in text
            assert own or source.replace("’", "'") in text


@EVERY_LABEL
def test_files_agree_with_each_other(article: Article) -> None:
    """The two files of an article give it the same address, outlet and day."""
    folder = "earlier" if article is MORNING.get(article.id) and article.id in CORRECTED else "articles"
    label = json.loads((HERE / folder / f"{article.id}.json").read_text(encoding="utf-8"))
    text = (HERE / folder / f"{article.id}.txt").read_text(encoding="utf-8")
    head = f"URL: {label['url']}\nOUTLET: {label['outlet']}\nPUBLISHED: {label['published']}\nTITLE: "
    assert text.startswith(head)
    assert label["id"] == article.id
    assert label["published_at"].startswith(label["published"])
    assert label["url"] == f"http://{label['outlet']}.test{article.path}"
    assert article.published_at.utcoffset() is not None
    assert not re.search(r"[ \t]\n|\n\n\n", text)


def test_the_newsroom_is_varied() -> None:
    """There are enough articles of each outlet, a few without facts, and facts of every move and status."""
    facts = [fact for article in EVENING.values() for fact in article.facts]
    assert min(Counter(article.outlet for article in EVENING.values()).values()) >= 8
    assert sum(not article.facts for article in EVENING.values()) == 4
    assert {fact["move"] for fact in facts} == MOVES
    assert {fact["status"] for fact in facts} == STATUSES
    assert {fact["role"] for fact in facts} == ROLES


def test_the_same_news_is_told_by_several_outlets() -> None:
    """At least six stories are told by two to four outlets, each once and in its own words."""
    stories: dict[str, list[Article]] = {}
    for article in EVENING.values():
        stories.setdefault(article.story, []).append(article)
    shared = {slug: told for slug, told in stories.items() if len(told) > 1}
    assert len(shared) >= 6
    for told in shared.values():
        assert len({article.outlet for article in told}) == len(told) <= 4
        moves = [{(f["person"], f["move"], f["to_club"]) for f in article.facts} for article in told]
        assert set.intersection(*moves)


def test_one_dispatch_is_printed_twice() -> None:
    """The agency's dispatch is nearly the same on two outlets, and no other two articles are."""
    alike = {
        frozenset({one.id, other.id})
        for one, other in itertools.combinations(EVENING.values(), 2)
        if similarity(one, other) > 0.5
    }
    assert alike == {frozenset({"s03", "c03"})}


def similarity(one: Article, other: Article) -> float:
    """Compare two texts word by word."""
    matcher = difflib.SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.5 else 0.0


def test_expected_records_are_complete(room: Newsroom) -> None:
    """An expected record has the address on the actual host, the text, UTC times, story and facts."""
    records = {record.id: record for record in room.expected()}
    assert set(records) == set(EVENING)
    record: Expected = records["c08"]
    assert record.url == f"{room.address('calanques-matin')}{EVENING['c08'].path}"
    assert record.published_at.isoformat() == "2025-07-12T16:30:00+00:00"
    assert record.text == EVENING["c08"].text
    assert record.story == "kerbrat-om-officiel"
    assert record.facts == EVENING["c08"].facts


def test_forbidden_pages_are_no_articles() -> None:
    """What robots.txt closes has the look of an article and is never expected."""
    assert {article.kind for article in forbidden().values()} == {"forbidden"}
    assert not set(forbidden()) & set(EVENING)
    assert all(re.match(outlet.pattern, f"http://{outlet.host}:80{a.path}") for outlet, a in closed_pages())


def closed_pages() -> list[tuple[Outlet, Article]]:
    """List the forbidden pages with their outlets."""
    return [(outlet, a) for outlet in OUTLETS for a in forbidden().values() if a.outlet == outlet.name]


def test_patterns_know_articles_only(room: Newsroom) -> None:
    """A pattern matches the outlet's articles, tracked or not, and no telephone version or other host."""
    for record in room.expected():
        pattern = BY_NAME[record.outlet].pattern
        assert re.match(pattern, record.url)
        assert re.match(pattern, f"{record.url}?utm_source=rss#xtor=1")
    assert not re.match(KOPAIN.pattern, f"{room.address('kopain')}/m/foot/article-1201.htm")
    assert not re.match(KOPAIN.pattern, f"{room.address('elsewhere')}/foot/article-1201.htm")
