"""Parts of a person's name: the last name, the first name, a shorter form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from helpers.names.aliases import AMBIGUOUS, Form, Pair
from helpers.names.forms import undoubled, words_of
from helpers.names.mention import Mention

_Person = tuple[int, list[str]]
_Key = tuple[str, ...]


def _is_suffix(word: str) -> bool:
    return word in words_of("suffix")


def _person_words(form: Form) -> list[str]:
    words = [w for w in form.words if not _is_suffix(w)]
    return words or form.words


def part_of_person(forms: Sequence[Form], mentions: Sequence[Mention], text: str) -> Iterator[Pair]:
    """Join a last name, first name or shorter name and the one person who bears it in full."""
    people = [(i, _person_words(f)) for i, f in enumerate(forms) if f.label == "PERSON"]
    full = [(i, words) for i, words in people if len(words) > 1]
    alike, last, first = _groups(full, _initial), _groups(full, _last), _groups(full, _first)
    for i, words in people:
        if len(words) == 1:
            word = forms[i].key
            yield from _by_one_word(i, forms, last.get((word,), []), first.get((word,), []))
        else:
            yield from (
                Pair(i, j, "shorter name", 0.9)
                for j, other in alike[_initial(words)]
                if j != i and len(other) >= len(words) and _shortens(words, other)
            )


def _groups(people: list[_Person], key: Callable[[list[str]], _Key]) -> dict[_Key, list[_Person]]:
    groups: dict[_Key, list[_Person]] = {}
    for person in people:
        groups.setdefault(key(person[1]), []).append(person)
    return groups


def _last(words: list[str]) -> _Key:
    return (words[-1],)


def _first(words: list[str]) -> _Key:
    return (words[0],)


def _initial(words: list[str]) -> _Key:
    """Return what a name and its shorter form have in common, whatever else they have."""
    return words[-1], words[0][0]


def _by_one_word(
    i: int, forms: Sequence[Form], last: list[_Person], named: list[_Person]
) -> Iterator[Pair]:
    word = forms[i].key
    first = [(j, words) for j, words in named if words[-1] != word]
    earliest = min(last, key=lambda c: forms[c[0]].first, default=None)
    one = _one_person([words for _, words in last])
    for j, words in last:
        only_then = forms[i].part and earliest and words[0] == earliest[1][0]
        score = 0.95 if one else 0.9 if only_then else AMBIGUOUS
        yield Pair(i, j, "last name", score)
    alone = not last and _one_person([words for _, words in first])
    for j, _ in first:
        sure = alone and forms[j].first < forms[i].first
        yield Pair(i, j, "first name", 0.85 if sure else AMBIGUOUS)


def _one_person(names: list[list[str]]) -> bool:
    longest = max(names, key=lambda words: (len(words), len(" ".join(words))), default=[])
    return all(words == longest or _shortens(words, longest) for words in names)


def _shortens(words: list[str], full: list[str]) -> bool:
    """``George Bush`` and ``G. Bush`` shorten ``George Walker Bush``; ``Laura Bush`` does not."""
    if words == full or words[-1] != full[-1] or len(words) < 2:
        return False
    if not _same_given(words[0], full[0]):
        return False
    rest = iter(full[1:])
    return all(any(_same_given(word, other) for other in rest) for word in words[1:])


def _same_given(a: str, b: str) -> bool:
    return undoubled(a) == undoubled(b) or (min(len(a), len(b)) == 1 and a[0] == b[0])
