"""Training data for the joint encoder: treebanks, names corpora and quotations as one kind of document.

Every reader returns documents; a document is a list of `Sentence`, and a sentence carries whatever its
corpus annotates. What a corpus does not annotate is None and is masked in training.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import spacy

PERSON_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "president",
        "senator",
        "sen",
        "rep",
        "representative",
        "governor",
        "gov",
        "mayor",
        "king",
        "queen",
        "prince",
        "princess",
        "sir",
        "lord",
        "lady",
        "minister",
        "secretary",
        "general",
        "gen",
        "lt",
        "col",
        "colonel",
        "major",
        "maj",
        "captain",
        "capt",
        "sergeant",
        "sgt",
        "st",
        "saint",
        "pope",
        "bishop",
        "father",
        "sister",
        "brother",
        "judge",
        "justice",
        "chancellor",
        "ambassador",
        "emperor",
        "sheikh",
        "rev",
        "reverend",
        "detective",
        "officer",
        "uncle",
        "aunt",
    ]
)
GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
WNUT_LABELS = {"person": "PERSON", "corporation": "ORG", "group": "ORG", "location": "LOC"}
WIKIGOLD_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
RE3D_LABELS = {"Person": "PERSON", "Organisation": "ORG", "Location": "LOC"}
UNKNOWN = "?"
PRONOUNS = frozenset(
    [
        "i",
        "we",
        "he",
        "she",
        "it",
        "they",
        "you",
        "this",
        "these",
        "those",
        "his",
        "her",
        "their",
        "our",
    ]
)


@dataclass
class Sentence:
    """One sentence: its words, and the layers that its corpus annotates (None: not annotated)."""

    words: list[str]
    glued: list[bool]
    new_line: bool = False
    xpos: list[str] | None = None
    upos: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    scripts: list[str] | None = None
    names: list[str] | None = None
    voices: dict[str, list[str]] | None = None
    links: dict[int, dict[str, int]] = field(default_factory=dict)


Document = list[Sentence]


def edit_script(form: str, lemma: str) -> str:
    """The suffix edit from a word to its lemma: `cut|add`, with `=` before it when case is kept.

    >>> edit_script("cities", "city")
    '3|y'
    """
    kept = "=" if lemma != lemma.lower() and form != form.lower() else ""
    source = form if kept else form.lower()
    shared = 0
    while shared < min(len(source), len(lemma)) and source[shared] == lemma[shared]:
        shared += 1
    return f"{kept}{len(source) - shared}|{lemma[shared:]}"


def read_conllu(path: Path) -> list[Document]:
    """Documents of a CoNLL-U file; names from `Entity=` where the corpus has it."""
    documents: list[Document] = []
    rows: list[list[str]] = []
    new_line, has_entities = True, "global.Entity" in path.read_text(encoding="utf-8")[:5000]
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc") or not documents:
            documents.append([])
        if line.startswith("# newpar"):
            new_line = True
        elif line.startswith("#"):
            continue
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            documents[-1].append(_ud_sentence(rows, new_line, has_entities))
            rows, new_line = [], False
    return [document for document in documents if document]


def _ud_sentence(rows: list[list[str]], new_line: bool, has_entities: bool) -> Sentence:
    words = [row for row in rows if row[0].isdigit()]
    inside: dict[int, int] = {}
    no_space_after = set()
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside.update(dict.fromkeys(range(first + 1, last + 1), first))
            if "SpaceAfter=No" in row[9]:
                no_space_after.add(last)
        elif row[0].isdigit() and "SpaceAfter=No" in row[9]:
            no_space_after.add(int(row[0]))
    sentence = Sentence(
        words=[row[1] for row in words],
        glued=[int(row[0]) in inside or int(row[0]) - 1 in no_space_after for row in words],
        new_line=new_line,
        xpos=[row[4] for row in words],
        upos=[row[3] for row in words],
        heads=[int(row[6]) for row in words],
        deps=[row[7] for row in words],
        scripts=[edit_script(row[1], row[2]) for row in words],
    )
    if has_entities:
        sentence.names = _gum_names(words)
    return sentence


def _gum_names(words: list[list[str]]) -> list[str]:
    """BIO labels from GUM's entity spans: those with a proper-noun head, cut down to the name."""
    labels = ["O"] * len(words)
    spans = sorted(_gum_spans(words), key=lambda span: span[0] - span[1])
    for start, end, kind, head in spans:
        if kind not in GUM_LABELS or words[head][3] != "PROPN":
            continue
        first, last = _name_bounds(words, start, end, head, kind)
        if kind == "person" and _is_group_or_title(words[first:last]):
            continue
        if all(label == "O" for label in labels[first:last]):
            labels[first] = "B-" + GUM_LABELS[kind]
            labels[first + 1 : last] = ["I-" + GUM_LABELS[kind]] * (last - first - 1)
    return labels


def _gum_spans(words: list[list[str]]) -> list[tuple[int, int, str, int]]:
    """(start, end, type, head) of the entity spans that open and close in this sentence."""
    spans, stack = [], []
    for position, row in enumerate(words):
        value = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for opened, closed in re.findall(r"\(([^()]+)\)?|([^()]+)\)", value):
            if opened:
                fields = opened.split("-")
                stack.append((fields[0], position, fields))
            else:
                _close(stack, closed.split("-")[0], position, words, spans)
        for single in re.findall(r"\(([^()]+)\)", value):
            _close(stack, single.split("-")[0], position, words, spans)
    return spans


def _close(stack: list, number: str, position: int, words: list[list[str]], spans: list) -> None:
    for index in range(len(stack) - 1, -1, -1):
        if stack[index][0] == number:
            _, start, fields = stack.pop(index)
            if len(fields) > 1:
                spans.append((start, position + 1, fields[1], _head(words, start, position + 1)))
            return


def _head(words: list[list[str]], start: int, end: int) -> int:
    for position in range(start, end):
        if not start <= int(words[position][6]) - 1 < end:
            return position
    return start


def _name_bounds(
    words: list[list[str]], start: int, end: int, head: int, kind: str
) -> tuple[int, int]:
    """The proper name around a head: its proper-noun parts, and "of" phrases within the span."""
    part = {head}
    changed = True
    while changed:
        changed = False
        for position in range(start, end):
            parent = int(words[position][6]) - 1
            if position not in part and parent in part and _belongs(words, position, kind):
                part.add(position)
                changed = True
    first = last = head
    while first - 1 in part and first - 1 >= start:
        first -= 1
    while last + 1 in part and last + 1 < end:
        last += 1
    while first < head and (
        words[first][1].lower() in {"the", "of", "-", "&"}
        or (kind == "person" and _is_title(words[first][1]))
    ):
        first += 1
    return first, last + 1


def _is_group_or_title(words: list[list[str]]) -> bool:
    """True for a people (Americans) or a bare title (the President): not a person's name."""
    return len(words) == 1 and (words[0][4] == "NNPS" or _is_title(words[0][1]))


def _is_title(word: str) -> bool:
    return word.lower().rstrip(".") in PERSON_TITLES


def _belongs(words: list[list[str]], position: int, kind: str) -> bool:
    row = words[position]
    tag, relation = row[4], row[7].split(":")[0]
    if relation in {"flat", "goeswith"} or row[1] in {"-", "&"}:
        return True
    if relation in {"case", "det"}:
        return row[1].lower() == "of" or (
            row[1].lower() == "the" and position > 0 and words[position - 1][1].lower() == "of"
        )
    if relation == "punct":
        return row[1] in {"-", "–"}
    capital = row[1][:1].isupper() or row[1][:1].isdigit()
    if relation == "nmod":
        return (
            capital
            and tag.startswith("NNP")
            and kind != "person"
            and any(
                other[7] == "case" and int(other[6]) == int(row[0]) and other[1].lower() == "of"
                for other in words
            )
        )
    if relation == "conj":
        return capital and tag.startswith("NNP") and kind == "organization"
    return (
        capital
        and relation in {"compound", "amod", "nummod"}
        and (tag.startswith("NNP") or (kind == "organization" and tag in {"JJ", "CD", "NN"}))
    )


def read_columns(path: Path, labels: dict[str, str]) -> list[Document]:
    """Documents of a names corpus with one word and one IOB label a line (wikigold, WNUT17)."""
    sentences: Document = []
    words: list[str] = []
    marks: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        parts = line.split()
        if len(parts) >= 2:
            words.append(parts[0])
            marks.append(parts[-1])
        elif words:
            sentences.append(Sentence(words, _guess_glued(words), True, names=_bio(marks, labels)))
            words, marks = [], []
    per_line = "wnut" in path.name
    return [[s] for s in sentences] if per_line else _chunks(sentences, 12)


def _chunks(sentences: Document, size: int) -> list[Document]:
    return [sentences[i : i + size] for i in range(0, len(sentences), size)]


def _guess_glued(words: list[str]) -> list[bool]:
    return [
        i > 0 and bool(re.fullmatch(r"[.,;:!?%)\]]+|n't|'\w*|’\w*", word))
        for i, word in enumerate(words)
    ]


def _bio(marks: list[str], labels: dict[str, str]) -> list[str]:
    result, previous = [], "O"
    for mark in marks:
        prefix, _, kind = mark.partition("-")
        label = labels.get(kind, "")
        if not label:
            result.append("O")
        else:
            starts = prefix == "B" or previous[2:] != kind
            result.append(("B-" if starts else "I-") + label)
        previous = mark
    return result


_BLANK = spacy.blank("en")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*$")
_ABBREVIATION = re.compile(
    r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|vs|Prof|Rev|No|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec|U\.S|D\.C|a\.m|p\.m|Inc|Corp|Co|Ltd|Maj|Capt|Va|Fla|Calif|Mass|Pa|Ill|Ohio)\.$"
)


def split_text(text: str) -> list[list[tuple[str, int, int]]]:
    """Sentences of (word, start, end): a simple splitter, good enough to train on."""
    sentences: list[list[tuple[str, int, int]]] = []
    for line in re.finditer(r"[^\n]+", text):
        current: list[tuple[str, int, int]] = []
        tokens = [t for t in _BLANK.make_doc(line.group()) if not t.is_space]
        for i, token in enumerate(tokens):
            start = line.start() + token.idx
            current.append((token.text, start, start + len(token.text)))
            if _ends(tokens, i):
                sentences.append(current)
                current = []
        if current:
            sentences.append(current)
    return sentences


def _ends(tokens: list, i: int) -> bool:
    """True when a sentence ends after token i: at the last mark of a run of closing marks."""
    if i + 1 >= len(tokens):
        return False
    following = tokens[i + 1].text
    closers = {'"', "”", "’", "'", ")", "]"}
    spaced = bool(tokens[i].whitespace_)
    j = i
    while j > 0 and tokens[j].text in closers:
        j -= 1
    mark = tokens[j].text
    if not re.fullmatch(r"[.!?…]+", mark) or not spaced:
        return False
    if _ABBREVIATION.search(tokens[j - 1].text + mark if j else mark):
        return False
    return following[:1].isupper() or following[:1] in "\"'“‘(" or following[:1].isdigit()


def read_re3d(folder: Path, part: str) -> list[Document]:
    """Documents of one re3d part; spans that are not names are masked."""
    spans: dict[str, list[tuple[int, int, str, str]]] = {}
    for line in (folder / f"{part}_entities.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans.setdefault(row["documentId"], []).append(
            (row["begin"], row["end"], row["type"], row["value"])
        )
    documents = []
    for line in (folder / f"{part}_documents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents.append(_re3d_document(row["text"], spans.get(row["_id"], [])))
    return documents


def _re3d_document(text: str, spans: list[tuple[int, int, str, str]]) -> Document:
    sentences = _plain_document(text)
    for sentence, words in sentences:
        marks = ["O"] * len(words)
        for start, end, kind, value in sorted(spans, key=lambda s: s[0] - s[1]):
            covered = [i for i, (_, a, b) in enumerate(words) if a < end and b > start]
            if (
                covered
                and words[covered[0]][0].lower() in {"the", "a", "of"}
                and (words[covered[0]][0].islower())
            ):
                covered = covered[1:]
            if not covered or kind not in RE3D_LABELS or any(marks[i] != "O" for i in covered):
                continue
            named = (
                value.lower() not in PRONOUNS
                and words[covered[0]][0][:1].isupper()
                and (words[covered[-1]][0][:1].isupper() or words[covered[-1]][0][:1].isdigit())
            )
            for n, i in enumerate(covered):
                marks[i] = ("I-" if n else "B-") + RE3D_LABELS[kind] if named else UNKNOWN
        sentence.names = marks
    return [sentence for sentence, _ in sentences]


def _plain_document(text: str) -> list[tuple[Sentence, list[tuple[str, int, int]]]]:
    result, last_end = [], 0
    for words in split_text(text):
        glued = [i > 0 and words[i - 1][2] == start for i, (_, start, _) in enumerate(words)]
        new_line = not result or "\n" in text[last_end : words[0][1]]
        result.append((Sentence([word for word, _, _ in words], glued, new_line), words))
        last_end = words[-1][2]
    return result


def read_quotations(folder: Path) -> list[Document]:
    """Articles of PolNeAR (brat standoff): cue, source and outermost content, and what ties them."""
    documents, seen = [], set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem.rsplit("_", 1)[0]
        text_path = next(iter(sorted((folder / "text").glob(name + "*"))), None)
        if text_path is None or name in seen:
            continue
        seen.add(name)
        text = text_path.read_text(encoding="utf-8")
        documents.append(_voice_document(text, read_attributions(path)))
    return documents


Spans = list[tuple[int, int]]


def read_attributions(path: Path) -> list[dict[str, Spans]]:
    """Attributions of one brat file: character spans (several when discontinuous) by role."""
    marks: dict[str, Spans] = {}
    attributions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) >= 2:
            places = parts[1].split(" ", 1)[1]
            marks[parts[0]] = [
                (int(a), int(b)) for a, b in (place.split() for place in places.split(";"))
            ]
        elif line.startswith("E") and len(parts) >= 2:
            roles: dict[str, Spans] = {}
            for pair in parts[1].split():
                role, _, mark = pair.partition(":")
                role = re.sub(r"\d", "", role)
                if role in {"Source", "Cue", "Content"}:
                    roles.setdefault(role.lower(), []).extend(marks.get(mark, []))
            attributions.append(roles)
    return attributions


def _voice_document(text: str, attributions: list[dict[str, Spans]]) -> Document:
    sentences = _plain_document(text)
    words = [
        (s, i, a, b) for s, (_, row) in enumerate(sentences) for i, (_, a, b) in enumerate(row)
    ]
    flat = {role: ["O"] * len(words) for role in ("cue", "source", "content")}
    contents = sorted(
        (r["content"] for r in attributions if r.get("content")),
        key=lambda spans: min(a for a, _ in spans) - max(b for _, b in spans),
    )
    outer: list[Spans] = []
    for spans in contents:
        low, high = min(a for a, _ in spans), max(b for _, b in spans)
        if not any(min(a for a, _ in o) <= low and high <= max(b for _, b in o) for o in outer):
            outer.append(spans)
    pieces = {"content": [s for spans in outer for s in spans]}
    for role in ("cue", "source"):
        pieces[role] = sorted(
            {s for r in attributions for s in r.get(role, [])}, key=lambda s: s[0] - s[1]
        )
    first: dict[str, dict[tuple[int, int], int]] = {"cue": {}, "source": {}, "content": {}}
    for role, spans in pieces.items():
        for span in spans:
            inside = [n for n, (_, _, a, b) in enumerate(words) if a < span[1] and b > span[0]]
            if inside and all(flat[role][n] == "O" for n in inside):
                for n in inside:
                    starts = n == inside[0]
                    flat[role][n] = "B" if starts else "I"
                first[role][span] = inside[0]
    _tie(attributions, first, words, sentences)
    offset = 0
    for sentence, row in sentences:
        sentence.voices = {role: flat[role][offset : offset + len(row)] for role in flat}
        offset += len(row)
    return [sentence for sentence, _ in sentences]


def _tie(attributions: list, first: dict, words: list, sentences: list) -> None:
    """For each content's first word: the position (in the document) of its cue and source."""
    starts = {}
    total = 0
    for s, (_, row) in enumerate(sentences):
        starts[s] = total
        total += len(row)
    for roles in attributions:
        cue = next((first["cue"][s] for s in sorted(roles.get("cue", [])) if s in first["cue"]), -1)
        source = next(
            (first["source"][s] for s in sorted(roles.get("source", [])) if s in first["source"]),
            -1,
        )
        for span in roles.get("content", []):
            if span in first["content"]:
                n = first["content"][span]
                s, i = words[n][0], words[n][1]
                sentences[s][0].links[i] = {
                    "cue": cue - starts[s] if cue >= 0 else -(10**6),
                    "source": source - starts[s] if source >= 0 else -(10**6),
                }
