"""Names across a whole corpus: last names that only one person of the corpus bears."""

from __future__ import annotations

import pandas as pd

from helpers.names.forms import is_acronym, key


def link(names: pd.DataFrame) -> pd.DataFrame:
    """Join, across articles, a name that stands short in one with its only full form in others.

    The table ``names`` reads each article for itself. Here *Haddad* in one
    article becomes *Karim al-Haddad* where no other article of the corpus knows another
    Haddad. What this finds depends on the corpus, so it is no part of the table.

    Returns
    -------
    DataFrame
        The same rows, with ``name_id`` replaced where a single full form was found.

    Examples
    --------
    >>> from helpers.tables import table
    >>> row = {"article_id": "a", "sentence_id": 0, "start": 0, "end": 6, "label": "PERSON"}
    >>> names = table("names", [
    ...     {**row, "text": "Haddad", "name_id": "Haddad"},
    ...     {**row, "article_id": "b", "text": "Karim al-Haddad", "name_id": "Karim al-Haddad"}])
    >>> link(names).name_id.tolist()
    ['Karim al-Haddad', 'Karim al-Haddad']
    """
    people = names[names.label == "PERSON"].name_id.dropna().unique()
    bearers: dict[str, set[str]] = {}
    for name in people:
        words = key(name).split()
        if len(words) > 1 and not is_acronym(name):
            bearers.setdefault(words[-1], set()).add(name)
    full = {
        name: next(iter(bearers[key(name)]))
        for name in people
        if len(bearers.get(key(name), ())) == 1
    }
    person = names.label == "PERSON"
    linked = names.copy()
    linked.loc[person, "name_id"] = names.name_id[person].map(lambda name: full.get(name, name))
    return linked


def cooccurrence(names: pd.DataFrame) -> pd.DataFrame:
    """Count in how many sentences each two names stand together.

    Returns
    -------
    DataFrame
        ``a``, ``b`` (name ids, a before b in the alphabet), ``sentences``,
        ``articles``; most frequent first.
    """
    keys = ["article_id", "sentence_id"]
    each = names[[*keys, "name_id"]].drop_duplicates()
    both = each.merge(each, on=keys, suffixes=("_a", "_b"))
    both = both[both.name_id_a < both.name_id_b]
    counted = both.groupby(["name_id_a", "name_id_b"], as_index=False).agg(
        sentences=("sentence_id", "size"), articles=("article_id", "nunique")
    )
    counted = counted.rename(columns={"name_id_a": "a", "name_id_b": "b"})
    order = ["sentences", "articles", "a", "b"]
    return counted.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
