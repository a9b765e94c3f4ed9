"""What stands between the paragraphs without being part of the article is dropped."""

import pytest

from parsing.cleaning.furniture import keep
from tests.parsing.pages import TEXT, TITLE, cleaned, paragraphs, story, told

BODY = list(TEXT)
POST = "Bienvenue Mads ! pic.twitter.com/a1B2c3"


@pytest.mark.parametrize(
    "line",
    [
        "La suite après cette publicité",
        "Publicité",
        "Passer la publicité",
        "À lire OM : le programme de la semaine",
        "A LIRE AUSSI : le PSG se cherche un gardien",
        "A lire aussi >> Le PSG se cherche un gardien",
        "Lire aussi : le mercato de Lens est terminé",
        "La rédaction vous conseille : le onze type des recrues",
        "Sur le même sujet",
        "Plus d’informations ici.",
        ">> Le point sur le mercato de l’OM",
        "Pour plus d’informations, retrouvez notre dossier spécial",
        "Les plus lus",
        "(Lire l’article complet)",
        "Zapping But! Football Club Les plus beaux buts de la saison",
        "Publié le 3 juillet 2026 à 14h45 par La rédaction",
        "Mis à jour le 3 juillet 2026 à 16h00",
        "3 juillet 2026 à 14h45",
        "Par la rédaction de Sportidien",
        "Temps de lecture : 2 min",
        "2 min.",
        "Partager sur Facebook",
        "Suivez-nous sur WhatsApp",
        "Newsletters",
        "Je m’abonne pour un euro par mois",
        "Déjà abonné ? Se connecter",
        "Cet article est réservé aux abonnés.",
        "Crédit : Icon Sport",
        "Photo : Maxppp",
        "Jeanne Morel - Journaliste, passionnée de football italien depuis toujours",
        "Vous avez relevé une coquille ou une inexactitude dans ce papier ?",
        "https://t.co/a1B2c3D4",
        "Bienvenue Mads ! pic.twitter.com/a1B2c3 — OM (@OM_Officiel) July 4, 2026",
        "Bienvenue Mads ! — OM (@OM_Officiel) 4 juillet 2026",
        "Voir cette publication sur Instagram",
        "VOIR LES COMMENTAIRES",
        "Crédit photo : Icon Sport",
        "Crédits photos : Maxppp",
    ],
)
def test_furniture_between_paragraphs_is_dropped(line: str) -> None:
    """Advertisements, teasers, datelines, credits and the tails of posts are no text."""
    assert keep([*TEXT[:1], line, *TEXT[1:]]) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Publicité mensongère : le club porte plainte contre son ancien agent.",
        "Photographié à l’aéroport, il a souri.",
        "À lire ses déclarations, l’ailier n’est pas pressé ; "
        + "il attend, il pèse, il compare, " * 6
        + "il choisira.",
        "Les commentaires du coach n’ont pas plu.",
        "« Publié le lendemain, le démenti n’a convaincu personne », dit-on au club.",
        "En direct à la télévision, il a refusé.",
        "Le club a partagé la nouvelle sur Facebook.",
        "12 M€ : c’est la somme.",
    ],
)
def test_prose_that_sounds_like_furniture_is_kept(line: str) -> None:
    """A sentence is kept, though it begins like an advertisement, a credit or a teaser."""
    assert keep([line]) == [line]


@pytest.mark.parametrize(
    "ending", ["Commentaires (10)", "Laisser un commentaire", "Nos derniers articles", "Articles liés"]
)
def test_the_article_ends_where_comments_begin(ending: str) -> None:
    """Behind the heading of the comments or of other articles nothing belongs to the article."""
    assert keep([*TEXT, ending, "Quel joueur, vivement la reprise les amis !"]) == BODY


def test_an_ending_at_the_top_ends_nothing() -> None:
    """A link to the comments above the text leaves the text alone."""
    assert keep(["Commentaires (10)", *TEXT]) == BODY


@pytest.mark.parametrize(
    "extra",
    [
        "<aside><h3>À la une</h3><p>Le PSG a recruté un gardien polonais de vingt ans, grand et calme.</p></aside>",
        "<form><p>Recevez chaque matin les nouvelles du football dans votre boîte aux lettres.</p></form>",
        '<div class="newsletter-bloc"><p>Recevez chaque matin les nouvelles du football.</p></div>',
        '<div class="Taboola-feed"><p>Ces joueurs que tout le monde a oubliés, le cinquième étonne.</p></div>',
        '<figure><img src="a.jpg"><figcaption>Mads Skovgaard sous le maillot danois.</figcaption></figure>',
        '<div class="related"><p>Le PSG a recruté un gardien polonais de vingt ans, grand et calme.</p></div>',
        "<script>var a = 'Le PSG a recruté un gardien polonais';</script><style>p {color: red}</style>",
        "<noscript><p>Activez JavaScript pour lire le football comme il se doit.</p></noscript>",
        '<iframe src="https://video.example/1">Votre lecteur ne sait pas lire cette vidéo du match.</iframe>',
        "<button>Partager cet article avec mes amis</button>",
    ],
)
def test_elements_that_are_furniture_everywhere_are_cut(extra: str) -> None:
    """Asides, forms, captions, recommendations and scripts are no text."""
    assert told(story(extra)) == BODY


def test_an_outlets_own_furniture_is_cut() -> None:
    """What the registry names for an outlet goes, and a selector that is none is passed over."""
    extra = '<div class="encadre"><p>Le PSG a recruté un gardien polonais de vingt ans, grand et calme.</p></div>'
    assert told(story(extra), remove=("div[", ".encadre", "")) == BODY


def test_a_general_selector_never_takes_the_article() -> None:
    """A page whose whole text stands in something called a newsletter is read all the same."""
    assert told(f'<div class="newsletter-home"><h1>{TITLE}</h1>{paragraphs()}</div>') == BODY


@pytest.mark.parametrize(
    "css_class", ["twitter-tweet", "instagram-media", "tiktok-embed", "bluesky-embed", "twitter-video"]
)
def test_embedded_posts_are_kept_apart(css_class: str) -> None:
    """A post set into the text is no part of the body, and its words are kept beside it."""
    article = cleaned(story(f'<blockquote class="{css_class}"><p>{POST}</p></blockquote>'))
    assert article.text.split("\n\n") == BODY
    assert article.embeds == (POST,)


def test_a_post_shown_twice_is_one() -> None:
    """Posts are kept in their order, each once, and empty ones are none."""
    posts = ["Un", "Deux", "Un", " "]
    extra = (f'<blockquote class="twitter-tweet">{post}</blockquote>' for post in posts)
    assert cleaned(story(*extra)).embeds == ("Un", "Deux")
