"""What stands in an article is kept, whatever it is set in."""

import json

import pytest

from tests.parsing.pages import TEXT, TITLE, html, paragraphs, story, told

BODY = list(TEXT)
LEAD = "L’ailier danois arrive avant dimanche, et il arrive pour jouer."


def test_an_article_is_its_paragraphs() -> None:
    """The text is the paragraphs, an empty line between them, without title, menu and footer."""
    assert told(story()) == BODY


@pytest.mark.parametrize(
    ("extra", "kept"),
    [
        ("<h2>Un dîner décisif</h2>", "Un dîner décisif"),
        ("<h3>Pourquoi lui ?</h3>", "Pourquoi lui ?"),
        ("<p>Rien n’est signé.</p>", "Rien n’est signé."),
        ("<p>Ça brûle !</p>", "Ça brûle !"),
        ("<blockquote><p>« Je veux jouer au Vélodrome. »</p></blockquote>", "« Je veux jouer au Vélodrome. »"),
        ("<blockquote>« Je veux jouer au Vélodrome. »</blockquote>", "« Je veux jouer au Vélodrome. »"),
        ("<p>« J’ai dit oui tout de suite », raconte-t-il.</p>", "« J’ai dit oui tout de suite », raconte-t-il."),
        ("<p>Il se dit <em>« très <b>heureux</b> »</em> ici.</p>", "Il se dit « très heureux » ici."),
        ("<p>Son <a href='/mercato'>agent</a> est déjà en ville.</p>", "Son agent est déjà en ville."),
        ("<p>Coût\u00a0: 12\u202fM€\u00a0!</p>", "Coût : 12 M€ !"),
        ("<p>Un texte\n   coupé\tpar des blancs.</p>", "Un texte coupé par des blancs."),
        ("<p>L&rsquo;OM &amp; l&#39;ailier, c&#x2019;est fait.</p>", "L’OM & l'ailier, c’est fait."),
    ],
)
def test_short_pieces_of_an_article_are_kept(extra: str, kept: str) -> None:
    """Sub-headings, one-line paragraphs, quotations and words in links or bold stand where they stood."""
    assert told(story(extra)) == [*BODY[:2], kept, BODY[2]]


def test_a_list_of_the_article_is_kept() -> None:
    """A list that is no list of links is text."""
    extra = "<ul><li>Âge : vingt-deux ans, pied gauche</li><li>Saison passée : douze buts, sept passes</li></ul>"
    assert told(story(extra))[2:4] == ["Âge : vingt-deux ans, pied gauche", "Saison passée : douze buts, sept passes"]


def test_a_list_of_links_is_not() -> None:
    """A list in which each item is another article's headline is no text."""
    item = "<li><a href='/1'>PSG : un gardien polonais à l’essai</a></li>"
    assert told(story(f"<ul>{item * 3}</ul>")) == BODY


@pytest.mark.parametrize("css_class", ["chapo", "articleLead", "fig-standfirst", "article__chapo", "intro"])
def test_an_opening_set_apart_is_the_first_paragraph(css_class: str) -> None:
    """A lead outside the body's element belongs to the article."""
    page = f'<h1>{TITLE}</h1><p class="{css_class}">{LEAD}</p><div class="pic"></div><article>{paragraphs()}</article>'
    assert told(page) == [LEAD, *BODY]


def test_an_opening_told_to_machines_is_the_first_paragraph() -> None:
    """A lead of no known class is known by the description that it repeats."""
    page = f'<h1>{TITLE}</h1><section><div class="zz">{LEAD}</div></section><article>{paragraphs()}</article>'
    assert told(page, f'<meta property="og:description" content="{LEAD[:50]}…">') == [LEAD, *BODY]


def test_an_opening_that_repeats_the_title_is_none() -> None:
    """A lead that says the title once more is left out."""
    page = f'<h1>{TITLE}</h1><p class="chapo">{TITLE}</p><article>{paragraphs()}</article>'
    assert told(page) == BODY


@pytest.mark.parametrize("separator", ["<br><br>", "<br/>\n<br/>", "<br>"])
def test_line_breaks_part_paragraphs(separator: str) -> None:
    """Old pages without paragraphs are read by their line breaks."""
    assert told(f"<h1>{TITLE}</h1><div>{separator.join(TEXT)}</div>") == BODY


def test_a_page_laid_out_by_tables_is_read() -> None:
    """The article is found in its cell, beside the menu's."""
    page = f"<table><tr><td><a href='/'>Accueil</a></td><td><h1>{TITLE}</h1>{paragraphs()}</td></tr></table>"
    assert told(page) == BODY


def test_a_text_cut_in_two_is_joined() -> None:
    """Two elements of one make, with an advertisement between them, are one text."""
    halves = [f'<div class="texte">{paragraphs(*part)}</div>' for part in (TEXT[:1], TEXT[1:])]
    assert told(f"<h1>{TITLE}</h1>{halves[0]}<div class='regie'>Publicité</div>{halves[1]}") == BODY


@pytest.mark.parametrize("wrap", ["{}{}", '<div class="a">{}</div><div class="b">{}</div>'])
def test_a_text_printed_twice_is_read_once(wrap: str) -> None:
    """A page that repeats its text, for telephones or by mistake, has it once."""
    assert told(f"<article><h1>{TITLE}</h1>{wrap.format(paragraphs(), paragraphs())}</article>") == BODY


def test_a_text_that_only_machines_are_told_is_read() -> None:
    """Where the page shows nothing, JSON-LD's articleBody is the text."""
    block = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(TEXT)})
    head = f'<script type="application/ld+json">{block}</script>'
    assert told(f"<h1>{TITLE}</h1><div id='root'></div>", head) == BODY


def test_the_kicker_above_the_title_is_no_text() -> None:
    """What stands above the headline is not the article."""
    assert told(f"<article><p>Foot - Mercato - OM</p><h1>{TITLE}</h1>{paragraphs()}</article>") == BODY


def test_a_page_never_finished_is_read() -> None:
    """Elements that nobody closed hide no text."""
    page = html(f"<article><h1>{TITLE}</h1>{'<p>'.join(('', *TEXT))}")
    assert told(page.split("<footer>")[0]) == BODY
