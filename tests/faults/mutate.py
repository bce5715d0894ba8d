"""Articles as bad days make them: cut, doubled, mixed with what no keyboard types, broken as files.

Every mutation is a function ``(bytes or text, Random) -> …``; :func:`mutated` draws a few of them and
returns a file's name and content. The same seed gives the same file.
"""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence

from docx import Document

CONTROL = "".join(map(chr, [*range(0, 9), 11, 12, *range(14, 32), 127, 0x85, 0xA0, 0xAD]))
RIGHT_TO_LEFT = "\u202e\u202d\u202b\u2067\u200f العربية עברית \u202c\u2069"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u180e"
EMOJI = "😀👩\u200d👩\u200d👧🇳🇴👍🏽🏴\U000e0067\U000e0062\u2764\ufe0f"
ODD = "\u2028\u2029\u0301\u0308\ufffd\uffff\U0010ffff\u1e9eİıﬁ№½²①ａＡ\ud7ff\ue000"
QUOTES = "\"'“”‘’„«»‹›`´"
SPACES = " \t\u00a0\u3000\u2003\r\n\r\v\f"
Text = Callable[[str, random.Random], str]


def cut(text: str, chance: random.Random) -> str:
    """A piece from somewhere to somewhere, also through the middle of a word."""
    start, end = sorted(chance.randrange(len(text) + 1) for _ in "ab")
    return text[start:end]


def doubled(text: str, chance: random.Random) -> str:
    """A part that comes again and again."""
    return text + cut(text, chance)[:2000] * chance.randrange(1, 4)


def sown(signs: str, most: int = 30) -> Text:
    """Characters of a kind, strewn over the text."""

    def sow(text: str, chance: random.Random) -> str:
        for _ in range(chance.randrange(1, most)):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(signs) * chance.choice([1, 1, 1, 7]) + text[at:]
        return text

    return sow


def one_line(text: str, chance: random.Random) -> str:
    """No line ends, seldom a line of a megabyte."""
    line = " ".join(text.split())
    return line * (1 + 1_000_000 // max(1, len(line))) if chance.random() < 0.002 else line


def lines_apart(text: str, chance: random.Random) -> str:
    """Every word, or every few, on its own line."""
    words, step = text.split(), chance.randrange(1, 4)
    ends = chance.choice(["\n", "\r\n", "\r", "\n\n\n"])
    return ends.join(" ".join(words[i : i + step]) for i in range(0, len(words), step))


def nested_quotes(text: str, chance: random.Random) -> str:
    """Quotations in quotations, hundreds deep, seldom closed."""
    at, depth = chance.randrange(len(text) + 1), chance.randrange(1, 300)
    opened = "".join(chance.choice(QUOTES) for _ in range(depth))
    return text[:at] + opened + text[at:] + opened[: chance.randrange(depth)]


def brackets(text: str, chance: random.Random) -> str:
    """Brackets and marks of other notations."""
    return sown("()[]{}<>|/\\&%$#@*_~^=+-:;,.!?")(text, chance)


def shouted(text: str, chance: random.Random) -> str:
    """Capitals, or none."""
    return chance.choice([str.upper, str.lower, str.title, str.swapcase])(text)


def without_spaces(text: str, chance: random.Random) -> str:
    """One word of a whole text, or of a stretch of it."""
    start, end = sorted(chance.randrange(len(text) + 1) for _ in "ab")
    return text[:start] + "".join(text[start:end].split()) + text[end:]


def formula(text: str, chance: random.Random) -> str:
    """What a spreadsheet would run."""
    return (
        chance.choice(['=HYPERLINK("http://192.0.2.1")', "+1+1", "-2+3", "@SUM(A1)", "\t=1"]) + text
    )


def markup(text: str, chance: random.Random) -> str:
    """Markup in a plain text."""
    at = chance.randrange(len(text) + 1)
    bad = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</article>", "&#0;", "]]>",
           "<!--", "${7*7}", "{{7*7}}", "%s%n", "\x1b[2J", "![x](javascript:alert(1))"]  # fmt: skip
    return text[:at] + chance.choice(bad) + text[at:]


TEXTS: Sequence[Text] = [
    cut, cut, doubled, sown(CONTROL), sown(RIGHT_TO_LEFT), sown(EMOJI), sown(ZERO_WIDTH, 80), sown(ODD),
    sown(QUOTES), sown(SPACES), one_line, lines_apart, nested_quotes, brackets, shouted, without_spaces,
    formula, markup,
]  # fmt: skip


def as_text(text: str, chance: random.Random) -> bytes:
    """In one of the encodings that files come in, at times a wrong or a broken one."""
    coding = chance.choice(["utf-8"] * 5 + ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
    return _broken(text.encode(coding, "replace"), chance, 0.15)


def _broken(data: bytes, chance: random.Random, share: float) -> bytes:
    """Some bytes changed, lost or put in."""
    if chance.random() > share or not data:
        return data
    found = bytearray(data)
    for _ in range(chance.randrange(1, 20)):
        at = chance.randrange(len(found) + 1)
        found[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
    return bytes(found[: chance.randrange(len(found) + 1)] if chance.random() < 0.3 else found)


def as_html(text: str, chance: random.Random) -> bytes:
    """As a web page, at times with tags unclosed, crossed, or a thousand deep."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n") if part.strip())
    deep = "<div>" * chance.choice([0, 0, 0, 3, 1000])
    page = (
        f"<!DOCTYPE html><html><head><title>{text[:60]}</title><meta charset=utf-8></head><body>{deep}"
        f"<article>{paragraphs}</article><!-- {text[:20]} --></body></html>"
    )
    for _ in range(chance.choice([0, 0, 2, 8])):
        at = chance.randrange(len(page))
        page = (
            page[:at]
            + chance.choice(["<", ">", "</p>", "<b>", '"', "<!--", "<table>", "&"])
            + page[at:]
        )
    return _broken(page.encode("utf-8", "replace"), chance, 0.3)


def as_word(text: str, chance: random.Random) -> bytes:
    """As a Word file: whole, broken, full of something else, or a bomb."""
    kind = chance.random()
    buffer = io.BytesIO()
    if kind < 0.15:
        return _broken(zipped({"word/document.xml": text.encode("utf-8", "replace")}), chance, 0.5)
    if kind < 0.17:
        return zipped({"word/document.xml": b" " * 120_000_000})
    if kind < 0.25:
        entity = (
            b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
        )
        return zipped({"word/document.xml": entity, "[Content_Types].xml": entity})
    document = Document()
    for part in text.split("\n"):
        document.add_paragraph("".join(sign for sign in part if sign.isprintable()))
    document.save(buffer)
    return _broken(buffer.getvalue(), chance, 0.5)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a ZIP file of some parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def as_csv(text: str, chance: random.Random) -> bytes:
    """As a table, at times ragged, with odd quotes, or far too wide."""
    if chance.random() < 0.003:
        return (",".join(["text", *map(str, range(1_000_000))]) + "\n" + text[:50]).encode()
    buffer = io.StringIO(newline="")
    columns = chance.choice(
        [["text"], ["title", "text"], ["Full text", "Date"], ["id", "story"], []]
    )
    writer = csv.writer(buffer, delimiter=chance.choice(",;\t|"))
    if columns:
        writer.writerow(columns)
    for _ in range(chance.randrange(1, 4)):
        writer.writerow(
            [text[: chance.randrange(len(text) + 1)]] * (len(columns) + chance.choice([0, 0, 1]))
        )
    return _broken(buffer.getvalue().encode("utf-8", "replace"), chance, 0.3)


def as_json(text: str, chance: random.Random) -> bytes:
    """As JSON lines, at times of other types, or nested a thousand deep."""
    values = [text, text, text, None, 7, [text], {"a": text}, True, float("nan")]
    rows = [json.dumps({"text": chance.choice(values), "title": chance.choice(values),
                        "published": chance.choice(values), "article_id": chance.choice(values)})
            for _ in range(chance.randrange(1, 4))]  # fmt: skip
    if chance.random() < 0.05:
        rows.append("[" * 5000)
    return _broken("\n".join(rows).encode(), chance, 0.3)


FILES: dict[str, Callable[[str, random.Random], bytes]] = {
    ".txt": as_text, ".md": as_text, ".html": as_html, ".docx": as_word, ".csv": as_csv, ".jsonl": as_json,
}  # fmt: skip
SHARES = [50, 10, 17, 8, 8, 7]


def mutated(texts: Sequence[str], seed: int, *, longest: int = 6000) -> tuple[str, bytes]:
    """Return the name and the content of one mutated file."""
    chance = random.Random(seed)
    text = chance.choice(texts)[:longest]
    for mutation in chance.choices(TEXTS, k=chance.randrange(0, 4)):
        text = mutation(text, chance)
    suffix = chance.choices(list(FILES), SHARES)[0]
    return f"{seed:06d}{suffix}", FILES[suffix](text, chance)
