"""Loaded language: words by which a text judges what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pandas as pd

from helpers.language import reading_sentences
from helpers.language.plain import Parsed
from helpers.resources import lexicon

COLUMNS = ["article_id", "sentence_id", "start", "end", "text", "lemma", "kind", "voice_id"]


@cache
def _loaded() -> dict[tuple[str, str], str]:
    return {(r.lemma, r.pos): r.kind for r in lexicon("loaded").itertuples(index=False)}


def loaded_language(docs: Sequence[Parsed], *, voices: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find evaluative words, with the voice that uses them.

    Parameters
    ----------
    docs
        Parsed articles.
    voices
        The ``voices`` table; made when None.

    Returns
    -------
    DataFrame
        article_id, sentence_id, start, end, text, lemma, kind (praise, blame, intensifier, doubt,
        euphemism, alarm), voice_id (null: the reporter's own words). Words inside names are left
        out. The list is ``data/lexicons/loaded.csv``.
    """
    from helpers.voices import voice_at
    from helpers.voices import voices as find_voices

    voices = find_voices(docs) if voices is None else voices
    rows = []
    for doc in docs:
        for number, _, sentence in reading_sentences(doc):
            for t in sentence:
                kind = _loaded().get((t.lemma_.lower(), t.pos_))
                if kind is None or t.ent_type_:
                    continue
                end = t.idx + len(t)
                voice = voice_at(voices, doc._.article_id, t.idx, end)
                rows.append(
                    (doc._.article_id, number, t.idx, end, t.text, t.lemma_.lower(), kind, voice)
                )
    return pd.DataFrame(rows, columns=COLUMNS).astype({"voice_id": "Int64"})
