"""The lemma table of the encoder: irregular forms by tag, and the lemmas there are, from EWT and GUM.

python training/lemma_table.py --gold GOLD --out data/models/encoder/lemmas.json
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from encoder_data import edit_script


def words(path: Path) -> list[list[str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n"))
    return [row for row in rows if len(row) == 10 and row[0].isdigit() and row[2] != "_"]


def learn(rows: list[list[str]]) -> dict[str, object]:
    """Forms whose lemma differs from them (seen twice, or an odd edit), and all the lemmas."""
    count: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    lemmas: Counter[str] = Counter()
    for row in rows:
        if not row[4].startswith("NNP") and "Typo=Yes" not in row[5]:
            count[row[4], row[1].lower()][row[2]] += 1
            lemmas[row[2]] += 1
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    for (tag, form), found in sorted(count.items()):
        lemma, times = found.most_common(1)[0]
        if times > 1 or edit_script(form, lemma) not in {"0|", "1|", "2|", "3|"}:
            forms[tag][form] = lemma
    return {"forms": forms, "lemmas": sorted(x for x in lemmas if x.isalpha())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    rows = [r for part in ("ewt", "gum") for r in words(arguments.gold / f"ud/{part}_train.conllu")]
    text = json.dumps(learn(rows), ensure_ascii=False, separators=(",", ":"))
    arguments.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
