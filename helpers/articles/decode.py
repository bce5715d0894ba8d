"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from helpers.articles.source import Problem

_SIGNATURES = {
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x1f\x8b": "a gzip file",
    b"PAR1": "a Parquet file",
    b"\x00\x00\x00\x18ftyp": "a video",
    b"ID3": "a sound file",
    b"RIFF": "a sound, picture or video file",
    b"{\\rtf": "an RTF file",
}
_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_SAMPLE = 64_000
_MIXED = 0.25
"""A file is UTF-8 with stretches of another encoding if so many letters are right for each byte that is not."""
_LEADS = frozenset(b"\xc2\xc3\xe2\xfe\xff")
"""Bytes that are more likely the rest of a cut UTF-8 letter, or nothing, than a letter of their own."""
SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _utf16_without_mark(sample: bytes) -> str | None:
    """Guess UTF-16 from where the zero bytes of its Latin letters stand."""
    even, odd = sample[0::2], sample[1::2]
    if odd and odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even and even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def refuse_binary(sample: bytes) -> None:
    """Raise :class:`Problem` if the first bytes of a file are not those of a text."""
    for signature, what in _SIGNATURES.items():
        if sample.startswith(signature):
            raise Problem(f"not a text file: its content is {what}")
    if any(sample.startswith(bom) for bom, _ in _BOMS) or _utf16_without_mark(sample[:4096]):
        return
    control = len(_CONTROL.findall(sample))
    if control > max(2, 0.02 * len(sample)) or b"\x00\x00\x00" in sample:
        raise Problem("not a text file: its content is binary")


def encoding_of(data: bytes) -> str:
    """Tell the encoding of a text: UTF-8, UTF-16 and UTF-32, else what charset-normalizer finds.

    Where few bytes are not ASCII the text is Western, and Windows-1252 is taken without asking:
    short Western texts look alike in a dozen encodings.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4 and len(data) >= _SAMPLE:
            return "utf-8"
    else:
        return _utf16_without_mark(data[:4096]) or "utf-8"
    return _utf16_without_mark(data[:4096]) or ("utf-8" if _mostly_utf8(data) else _legacy(data))


def _mostly_utf8(data: bytes) -> bool:
    """Is it UTF-8, if with broken bytes? In other encodings hardly a letter would be right by chance."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - broken > _MIXED * broken


def _western(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252: two exports may have been put together."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    read = [
        "\ufffd" if byte in _LEADS else bytes([byte]).decode("cp1252", "replace")
        for byte in error.object[error.start : error.end]
    ]
    return "".join(read), error.end


ERRORS = "newswalk.western"
"""How bytes that do not fit a file's encoding are read: for ``errors=`` of ``open`` and ``decode``."""
codecs.register_error(ERRORS, _western)


def _legacy(data: bytes) -> str:
    from charset_normalizer import from_bytes

    high = [byte for byte in data[:_SAMPLE] if byte >= 0x80]
    if len(high) < 0.05 * min(len(data), _SAMPLE) and _decodes(data, "cp1252"):
        return "cp1252"
    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best and _decodes(data, best.encoding) else "cp1252"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of a file, its line ends as they are.

    Parameters
    ----------
    declared
        The encoding that the file itself names, if any; tried after UTF-8.

    Raises
    ------
    Problem
        If the bytes are not those of a text.

    Examples
    --------
    >>> decode("“The quay is open”".encode("cp1252"))
    '“The quay is open”'
    """
    refuse_binary(data[:_SAMPLE])
    encoding = encoding_of(data)
    if encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-32") and declared:
        encoding = declared if _decodes(data, declared) else encoding
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors=ERRORS if encoding.startswith("utf-8") else "replace")
    return SURROGATES.sub("\ufffd", text)
