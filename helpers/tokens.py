"""Sentences and words as tables, and what can be read from them: concordance, collocations, dispersion.

The counting is NLTK's (Bird, Klein & Loper 2009); these functions put it into tables that point at the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
from spacy.attrs import DEP, HEAD, IS_SPACE, LEMMA, ORTH, POS, TAG
from spacy.tokens import Doc

from helpers.language.parse import all_sentences
from helpers.resources import lexicon
from helpers.tables import SCHEMAS, table, typed

MEASURES = {"pmi": "pmi", "g2": "likelihood_ratio", "t": "student_t", "count": "raw_freq"}
"""Measures of association, by what NLTK's ``BigramAssocMeasures`` calls them."""
NOT_WORDS = frozenset({"PUNCT", "SYM", "SPACE"})


def sentences(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the table ``sentences``: one row for each sentence that is not boilerplate.

    Parameters
    ----------
    docs
        Parsed articles, as :func:`helpers.language.parse` gives them.

    Returns
    -------
    DataFrame
        article_id, sentence_id, passage_id, start, end (characters).
    """
    return table(
        "sentences",
        (
            {
                "article_id": doc._.article_id,
                "sentence_id": number,
                "passage_id": passage["passage_id"],
                "start": span.start_char,
                "end": span.end_char,
            }
            for doc in docs
            for number, passage, span in all_sentences(doc)
        ),
    )


def tokens(docs: Iterable[Doc]) -> pd.DataFrame:
    """Return the table ``tokens``: one row for each word of each sentence that is not boilerplate.

    ``head`` is the ``token_id`` of the word it depends on; the root of a
    sentence has none (null) and ``dep`` is ``root``. Whitespace is no word.

    Returns
    -------
    DataFrame
        article_id, sentence_id, token_id, start, end, text, lemma, pos (UPOS), tag (Penn), head, dep.
    """
    columns: dict[str, list[Any]] = {column: [] for column in SCHEMAS["tokens"]}
    for doc in docs:
        for column, values in zip(columns, _token_columns(doc), strict=True):
            columns[column] += values
    made = {column: pd.Series(values, dtype="object") for column, values in columns.items()}
    return typed("tokens", pd.DataFrame(made))


def _token_columns(doc: Doc) -> Iterator[list[Any]]:
    """Yield the columns of one document's words; tokens as objects would cost five times as much."""
    numbers: dict[int, int] = {}
    found = list(all_sentences(doc))
    spaces = doc.to_array(IS_SPACE).astype(bool).tolist()
    for number, _, span in found:
        numbers |= {i: number for i in range(span.start, span.end) if not spaces[i]}
    words = list(numbers)
    read = {a: doc.to_array(a).tolist() for a in (ORTH, LEMMA, POS, TAG, DEP)}
    names = {value: doc.vocab.strings[value] for value in set().union(*read.values()) if value}

    def said(attribute: int) -> list[str]:
        values = read[attribute]
        return [names.get(values[i], "") for i in words]

    texts, starts = said(ORTH), [doc[i].idx for i in words]
    heads = _head_ids(doc, words, spaces)
    yield [doc._.article_id] * len(words)
    yield list(numbers.values())
    yield list(range(len(words)))
    yield starts
    yield [start + len(text) for start, text in zip(starts, texts, strict=True)]
    yield texts
    yield [lemma or text for lemma, text in zip(said(LEMMA), texts, strict=True)]
    yield [pos or "X" for pos in said(POS)]
    yield [tag or "XX" for tag in said(TAG)]
    yield heads
    yield ["root" if h is None else dep or "dep" for h, dep in zip(heads, said(DEP), strict=True)]


def _head_ids(doc: Doc, words: list[int], spaces: list[bool]) -> list[int | None]:
    """The ``token_id`` of each word's head; None for a root. A head that is a space hands on its own."""
    offsets = doc.to_array(HEAD).view("int64").tolist()
    ids = {place: number for number, place in enumerate(words)}
    found = []
    for place in words:
        head = place + offsets[place]
        while spaces[head] and offsets[head]:
            head += offsets[head]
        found.append(None if head == place else ids.get(head))
    return found


def _words(tokens: pd.DataFrame, by: str) -> pd.Series:
    return tokens[~tokens.pos.isin(NOT_WORDS)][by].str.lower()


def word_frequencies(
    tokens: pd.DataFrame, *, by: str = "lemma", without: Iterable[str] | None = None
) -> pd.DataFrame:
    """Count the words of a table ``tokens``, most frequent first.

    Parameters
    ----------
    by
        ``text`` counts word forms, ``lemma`` dictionary forms; both in lower case.
    without
        Words to leave out; None: the project's own stop words (``nw.lexicon("stopwords")``).

    Returns
    -------
    DataFrame
        word, count, per_1000 (of the words that are left).

    Examples
    --------
    >>> words = pd.DataFrame({"text": ["The", "sieges", "!"], "lemma": ["the", "siege", "!"],
    ...                       "pos": ["DET", "NOUN", "PUNCT"]})
    >>> word_frequencies(words).word.tolist()
    ['siege']
    """
    stop = set(lexicon("stopwords").word if without is None else without)
    words = _words(tokens, by)
    from nltk.probability import FreqDist

    found = FreqDist(words[~words.isin(stop) & words.str.contains(r"\w")])
    rows = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    frame = pd.DataFrame(rows, columns=["word", "count"]).astype(
        {"word": "string", "count": "int64"}
    )
    return frame.assign(per_1000=(1000 * frame["count"] / max(found.N(), 1)).round(2))


def concordance(
    tokens: pd.DataFrame, word: str, *, width: int = 40, by: str = "text"
) -> pd.DataFrame:
    """Return each occurrence of a word with what stands around it (key word in context).

    Parameters
    ----------
    tokens
        A table ``tokens``.
    word
        The word, or several parted by spaces; case does not matter.
    width
        Characters of context on either side.
    by
        The column to look in: ``text`` or ``lemma``.

    Returns
    -------
    DataFrame
        article_id, sentence_id, start, end (of the word), left, word, right.

    Raises
    ------
    ValueError
        If no word is given.
    """
    wanted = word.lower().split()
    if not wanted:
        raise ValueError("Give a word to look for: concordance(tokens, 'siege').")
    rows = []
    for article_id, article in tokens.groupby("article_id", sort=True):
        lowered = article[by].str.lower().tolist()
        for i in range(len(lowered) - len(wanted) + 1):
            if lowered[i : i + len(wanted)] == wanted:
                rows.append({"article_id": article_id, **_kwic(article, i, len(wanted), width)})
    columns = ["article_id", "sentence_id", "start", "end", "left", "word", "right"]
    return pd.DataFrame(rows, columns=columns)


def _kwic(article: pd.DataFrame, i: int, n: int, width: int) -> dict[str, object]:
    first, last = article.iloc[i], article.iloc[i + n - 1]
    near = article.iloc[max(0, i - width) : i + n + width]
    return {
        "sentence_id": first.sentence_id,
        "start": first.start,
        "end": last.end,
        "left": _joined(near[near.end <= first.start])[-width:],
        "word": _joined(article.iloc[i : i + n]),
        "right": _joined(near[near.start >= last.end])[:width],
    }


def _joined(words: pd.DataFrame) -> str:
    """The words with the spaces the text has; a line break is one space."""
    gaps = words.start - words.end.shift(fill_value=words.start.iloc[0]) if len(words) else []
    return "".join(
        (" " if gap > 0 else "") + text for gap, text in zip(gaps, words.text, strict=True)
    )


def collocations(
    tokens: pd.DataFrame,
    *,
    measure: str = "g2",
    by: str = "lemma",
    window: int = 2,
    at_least: int = 2,
    without: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Return pairs of words that stand together more often than chance has it.

    Parameters
    ----------
    measure
        ``pmi`` (Church & Hanks 1990), ``g2`` (log-likelihood, Dunning 1993), ``t`` or ``count``.
    window
        How far apart the two may stand: 2 = next to each other.
    at_least
        Pairs seen less often are left out.
    without
        Words that cannot be part of a pair; None: the project's own stop words.

    Returns
    -------
    DataFrame
        first, second, count, score; the highest score first. Pairs never cross a sentence.

    Raises
    ------
    ValueError
        If the measure is none of these, or the window holds no two words.
    """
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    if measure not in MEASURES:
        raise ValueError(f"measure is one of {', '.join(MEASURES)}, not {measure!r}.")
    if window < 2:
        raise ValueError(f"window is 2 (next to each other) or more, not {window}.")
    stop = set(lexicon("stopwords").word if without is None else without)
    words = tokens[~tokens.pos.isin(NOT_WORDS)]
    lists = [s[by].str.lower().tolist() for _, s in words.groupby(["article_id", "sentence_id"])]
    finder = BigramCollocationFinder.from_documents(lists)
    if window > 2:
        finder = BigramCollocationFinder.from_words(_padded(lists, window), window_size=window)
    finder.apply_word_filter(lambda w: w in stop or not any(c.isalnum() for c in w))
    finder.apply_freq_filter(at_least)
    scores = finder.score_ngrams(getattr(BigramAssocMeasures, MEASURES[measure]))
    scored = sorted(scores, key=lambda item: (-item[1], item[0]))
    rows = [(a, b, finder.ngram_fd[a, b], score) for (a, b), score in scored]
    return pd.DataFrame(rows, columns=["first", "second", "count", "score"])


def _padded(lists: list[list[str]], window: int) -> list[str]:
    return [word for words in lists for word in [*words, *[""] * (window - 1)]]


def dispersion(tokens: pd.DataFrame, words: Iterable[str], *, by: str = "lemma") -> pd.DataFrame:
    """Return where in each article words stand, from 0 (its first word) to 1 (its last).

    Returns
    -------
    DataFrame
        article_id, word, start, end, place (0…1); what ``nltk.draw.dispersion`` plots.
    """
    wanted = {word.lower() for word in words}
    lowered = tokens[by].str.lower()
    last = tokens.groupby("article_id").token_id.transform("max").clip(lower=1)
    found = tokens.assign(word=lowered, place=tokens.token_id / last)[lowered.isin(wanted)]
    return found[["article_id", "word", "start", "end", "place"]].reset_index(drop=True)
