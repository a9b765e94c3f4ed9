"""Phrases looked up in a text word by word, longest first: what every list of names in the lexicon needs.

spaCy's `PhraseMatcher` does the finding; this keeps what each phrase means beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Generic, TypeVar

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab, create_vocab

from parsing.extraction.tokens import Tokenizer

__all__ = ["French", "PhraseBook", "shared_vocab"]

Sense = TypeVar("Sense")

_CHUNK = 1000
"""Patterns handed over at a time; all at once needs more than twice the memory."""


class French(Language):  # type: ignore[no-untyped-call]  # spaCy leaves a hook of the class untyped
    """French with our own tokenizer; spaCy's builds sixteen thousand exceptions, for seconds, and of no use here."""

    lang = "fr"


@cache
def shared_vocab() -> Vocab:
    """Return the one vocabulary of the pipeline: a matcher understands only documents that share its own."""
    return create_vocab(French.lang, French.Defaults)


class PhraseBook(Generic[Sense]):
    """A list of phrases, each with its meanings; capitals and accents count, the kind of apostrophe does not."""

    def __init__(self) -> None:
        self._senses: dict[str, list[Sense]] = {}
        self._by_tokens: dict[str, list[Sense]] = {}
        self._matcher: PhraseMatcher | None = None

    def add(self, words: str, sense: Sense) -> None:
        """Let `words` mean `sense`, beside what they mean already."""
        senses = self._senses.setdefault(_key(words), [])
        if sense not in senses:
            senses.append(sense)

    def __len__(self) -> int:
        return len(self._senses)

    def __contains__(self, words: str) -> bool:
        return _key(words) in self._senses

    def find(self, doc: Doc) -> Iterator[tuple[int, int, list[Sense]]]:
        """Yield (first token, behind last token, meanings) of the phrases in `doc`; of overlapping ones the longest."""
        matcher = self._matcher or self._compile()
        for span in filter_spans(matcher(doc, as_spans=True)):
            yield span.start, span.end, self._by_tokens[_tokens_key(span)]

    def _compile(self) -> PhraseMatcher:
        vocab = shared_vocab()
        tokenize = Tokenizer(vocab)
        matcher = PhraseMatcher(vocab, attr="ORTH")
        docs = []
        for words, senses in self._senses.items():
            for variant in {words, words.replace("'", "’")}:
                docs.append(tokenize(variant))
                self._by_tokens[_tokens_key(docs[-1])] = senses
        for i in range(0, len(docs), _CHUNK):
            matcher.add("phrase", docs[i : i + _CHUNK])
        self._matcher = matcher
        return matcher


def _tokens_key(tokens: Doc | Span) -> str:
    """The words of a text without what stands between them, which may be any kind of blank."""
    return "\x1f".join(_key(token.text) for token in tokens)


def _key(words: str) -> str:
    return words.replace("’", "'")
