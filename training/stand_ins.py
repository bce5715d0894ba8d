"""Famous names that the encoder does not see as names, and the ordinary ones it reads in their place.

    python training/stand_ins.py --gold GOLD [--also NAME…] --out data/lexicons/stand_ins.csv
    python training/stand_ins.py --gold GOLD        score the list on PolNeAR dev

PolNeAR taught the encoder voices, and holds some names thousands of times; its names are not annotated, so
the heads for names and grammar learned nothing there while the word pieces of these names changed. A name
that follows a title in PolNeAR train at least ten times, or is given with ``--also``, is put into sentences
of our own. Where the encoder finds it in fewer than seven of nine, it gets a stand-in of the same kind
that the encoder finds in all nine.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from itertools import cycle
from pathlib import Path

import helpers as nw
from helpers.language import windows

SENTENCES = (
    "{} said on Monday that the plan would fail.",
    "The plan was rejected by {} last week.",
    "Supporters of {} gathered in the square.",
    "In an interview, {} called the report a lie.",
    "Critics say {} has broken his promise.",
    "{} and Anna Holm met in Geneva on Friday.",
    "The court ruled against {} in March.",
    "Mr. {} won the vote in four states.",
    "“We will rebuild,” {} told reporters.",
)
FEWEST, ENOUGH, FIRST_NAMES = 10, 7, 50
ORDINARY = 0.01
"""A name that stands in small letters more often than that is a word as well (*Brown*)."""
LAST = [
    "Parker",
    "Turner",
    "Palmer",
    "Wallace",
    "Harrison",
    "Bennett",
    "Fisher",
    "Murphy",
    "Sullivan",
    "Watson",
    "Hughes",
    "Dixon",
    "Foster",
    "Jenkins",
    "Simpson",
    "Ellis",
    "Perkins",
    "Morris",
    "Sutton",
    "Burke",
    "Chapman",
    "Carter",
    "Reynolds",
    "Marsden",
    "Kellerman",
    "Porter",
    "Barker",
    "Fletcher",
    "Gardner",
    "Hopkins",
    "Lambert",
    "Newman",
    "Osborne",
    "Webster",
    "Whitaker",
    "Griffin",
    "Doyle",
    "Keller",
]
MEN = ["Peter", "Martin", "Edward", "Albert", "Philip", "Samuel", "Simon", "Leonard"]
WOMEN = ["Helen", "Anna", "Margaret", "Susan"]
HERS = {"Hillary"}
HEADER = """# Famous names that the encoder does not see as names, and the ordinary name whose word pieces it reads in
# their place; the text stays as it is. Made by training/stand_ins.py; add a name when yours is not found.
"""
TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep)\.? (?:[A-Z][a-z]+ |[A-Z]\. )?([A-Z][A-Za-z]+)\b"
)


def candidates(texts: list[str]) -> tuple[list[str], list[str]]:
    """Last names that follow a title often enough, and the first names that stand before these."""
    after = Counter(name for text in texts for name in TITLE.findall(text))
    words = Counter(word for text in texts for word in re.findall(r"\b[A-Za-z]+\b", text))
    last = [
        name
        for name, count in after.items()
        if count >= FEWEST and words[name.lower()] < ORDINARY * words[name]
    ]
    pair = re.compile(rf"\b([A-Z][a-z]+) (?:{'|'.join(last)})\b")
    before = Counter(name for text in texts for name in pair.findall(text))
    first = [
        name
        for name, count in before.items()
        if count >= FIRST_NAMES and words[name.lower()] < ORDINARY * words[name]
    ]
    return sorted(last), sorted(first)


def found(names: list[str]) -> dict[str, int]:
    """In how many of the sentences the encoder sees each name as a person's, whole."""
    rows = [
        {"article_id": f"{name}|{number}", "text": sentence.format(name)}
        for name in names
        for number, sentence in enumerate(SENTENCES)
    ]
    counts = Counter(dict.fromkeys(names, 0))
    for doc in nw.parse(nw.table("articles", rows), keep=False):
        name = doc._.article_id.partition("|")[0]
        start = doc.text.index(name)
        counts[name] += any(
            e.label_ == "PERSON" and e.start_char <= start and e.end_char >= start + len(name)
            for e in doc.ents
        )
    return dict(counts)


def covered(names: list[str], texts: list[str]) -> str:
    """In how many of their places in some texts the names stage makes such names a person's."""
    rows = [{"article_id": f"{number:05d}", "text": text} for number, text in enumerate(texts)]
    table = nw.names(nw.parse(nw.table("articles", rows), keep=False))
    people = table[table.label == "PERSON"].groupby("article_id")
    spans = {key: list(zip(group.start, group.end, strict=True)) for key, group in people}
    right = total = 0
    for row in rows:
        for match in re.finditer(rf"\b(?:{'|'.join(names)})\b(?!-)", row["text"]):
            here = spans.get(row["article_id"], [])
            right += any(a <= match.start() and b >= match.end() for a, b in here)
            total += 1
    return f"{right} of {total} places"


def score(folder: Path) -> None:
    """Print what the list changes in articles that neither it nor the encoder was made from."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    names = nw.lexicon("stand_ins")["name"].tolist()
    print("with stand-ins:", covered(names, texts))
    windows._stand_ins = dict
    windows.word_pieces.cache_clear()
    print("without:", covered(names, texts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--also", nargs="*", default=[])
    parser.add_argument("--out", type=Path, help="without it, score the list that there is")
    given = parser.parse_args()
    if given.out is None:
        score(given.gold / "quotes" / "polnear" / "dev" / "text")
        return
    folder = given.gold / "quotes" / "polnear" / "train" / "text"
    last, first = candidates([p.read_text(encoding="utf-8") for p in sorted(folder.iterdir())])
    seen = found(sorted({*last, *first, *given.also}))
    good = {n for n, count in found([*LAST, *MEN, *WOMEN]).items() if count == len(SENTENCES)}
    pools = {kind: cycle([n for n in names if n in good])
             for kind, names in (("last", LAST), ("man", MEN), ("woman", WOMEN))}  # fmt: skip
    with given.out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        file.write(HEADER)
        table.writerow(["name", "stand_in"])
        for name in sorted(n for n, count in seen.items() if count < ENOUGH):
            kind = "last" if name not in first else "woman" if name in HERS else "man"
            table.writerow([name, next(pools[kind])])


if __name__ == "__main__":
    main()
