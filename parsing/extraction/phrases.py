"""Phrases looked up in a text word by word, longest first: what every list of names in the lexicon needs.

spaCy's `PhraseMatcher` wants a `Doc` for each of our twenty-six thousand phrases, which is a second and a half at the
start of every process. A dictionary by first word needs none, and finds as quickly.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Generic, TypeVar

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab, create_vocab

from parsing.extraction.tokens import words_of

__all__ = ["French", "PhraseBook", "shared_vocab"]

Sense = TypeVar("Sense")
_Phrases = dict[str, list[tuple[tuple[str, ...], list[Sense]]]]


class French(Language):  # type: ignore[no-untyped-call]  # spaCy leaves a hook of the class untyped
    """French with our own tokenizer; spaCy's builds sixteen thousand exceptions, for seconds, and of no use here."""

    lang = "fr"


@cache
def shared_vocab() -> Vocab:
    """Return the one vocabulary of the pipeline."""
    return create_vocab(French.lang, French.Defaults)


class PhraseBook(Generic[Sense]):
    """A list of phrases, each with its meanings; capitals and accents count, the kind of apostrophe does not."""

    def __init__(self) -> None:
        self._senses: dict[str, list[Sense]] = {}
        self._by_first: _Phrases[Sense] | None = None

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
        phrases = self._by_first if self._by_first is not None else self._compile()
        words = doc.user_data.get("phrase_words")
        if words is None:
            words = doc.user_data["phrase_words"] = [_key(token.text) for token in doc]
        found = []
        for i, word in enumerate(words):
            for phrase, senses in phrases.get(word, ()):
                if tuple(words[i : i + len(phrase)]) == phrase:
                    found.append((i, i + len(phrase), senses))
                    break
        taken: set[int] = set()
        kept = []
        for start, end, senses in sorted(found, key=lambda match: (match[0] - match[1], match[0])):
            if not taken.intersection((start, end - 1)):
                taken.update(range(start, end))
                kept.append((start, end, senses))
        yield from sorted(kept, key=lambda match: match[0])

    def _compile(self) -> _Phrases[Sense]:
        """Sort the phrases under their first words, the longest first."""
        phrases: _Phrases[Sense] = {}
        for text, senses in self._senses.items():
            words = tuple(text[start:end] for start, end in words_of(text))
            if words:
                phrases.setdefault(words[0], []).append((words, senses))
        for entries in phrases.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._by_first = phrases
        return phrases


def _key(words: str) -> str:
    return words.replace("’", "'")
