"""A section's text: words with figures named in them, `{tong_tiep_nhan}`, and parts that are only sometimes said.

`{name}` or `{name:what}` stands for a figure; `[[…]]` is left out when a figure in it is not known, `[[khác 0: …]]`
also when all of them are 0. A name that does not exist is refused, with the nearest one that does.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

import digits
from queueing.errors import Invalid
from reports.blocks import Figure, Item, Paragraph, Run, Text, laid_out, plain
from reports.blocks import runs as as_runs

UNLESS_ZERO = "khác 0:"
BLANK = "…"  # stands for a figure that is not known: seen at once, and easy to fill in by pen
LONGEST = 12_000  # letters of one section
_PIECE = re.compile(r"\{(?P<name>[^{}\n:]*)(?::(?P<what>[^{}\n]*))?\}|(?P<open>\[\[)|(?P<close>\]\])|(?P<brace>[{}])")
_SPACES = re.compile(r" {2,}")
_SPACE_BEFORE_SIGN = re.compile(r" +(?=[,;.:)](?:\s|$))")


class TextRefused(Invalid):
    """A text that cannot be printed as it is written."""

    code = "report_text"


@dataclass(frozen=True)
class Value:
    """What a name stands for. `number` decides whether it is 0; None: words, or not known.

    `lines` are those of a list: it stands alone on its line, or is said within one, parted by semicolons.
    """

    text: str
    key: str = ""
    href: str | None = None
    number: object = None
    known: bool = True
    lines: tuple[tuple[str | Run, ...], ...] | None = None

    @property
    def run(self) -> Run:
        return Figure(self.text, self.key, self.href) if self.key else Text(self.text)


@dataclass(frozen=True)
class Slot:
    """A figure's place: `{name}` or `{name:what}`."""

    name: str
    what: str = ""

    @property
    def written(self) -> str:
        return f"{{{self.name}:{self.what}}}" if self.what else f"{{{self.name}}}"


@dataclass(frozen=True)
class Sometimes:
    """A part that is left out when its figures are not known, or are all 0."""

    parts: tuple[str | Slot, ...]
    unless_zero: bool


Part = str | Slot | Sometimes
Find = Callable[[Slot], Value]


def parsed(line: str) -> list[Part]:
    """One line in its parts. Raises TextRefused."""
    parts: list[Part] = []
    inner: list[str | Slot] | None = None
    unless_zero, at = False, 0
    for found in _PIECE.finditer(line):
        into = parts if inner is None else inner
        _keep(into, line[at : found.start()])
        at = found.end()
        if found["name"] is not None:
            into.append(Slot(found["name"].strip(), (found["what"] or "").strip()))
        elif found["brace"]:
            raise _unclosed("{ }", line)
        elif found["open"]:
            if inner is not None:
                raise _unclosed("[[ ]]", line)
            inner, unless_zero = [], False
            words = line[at:]
            if words.lstrip().casefold().startswith(UNLESS_ZERO):
                unless_zero = True
                at += len(words) - len(words.lstrip()) + len(UNLESS_ZERO)
        else:
            if inner is None:
                raise _unclosed("[[ ]]", line)
            parts.append(Sometimes(_trimmed(inner) if unless_zero else tuple(inner), unless_zero))
            inner = None
    if inner is not None:
        raise _unclosed("[[ ]]", line)
    _keep(parts, line[at:])
    return parts


def slots(text: str) -> Iterator[Slot]:
    """Every figure that a text names, in order. Raises TextRefused."""
    for line in text.splitlines():
        for part in parsed(line):
            inner = part.parts if isinstance(part, Sometimes) else (part,)
            yield from (one for one in inner if isinstance(one, Slot))


def check(text: str, known: Callable[[Slot], bool], names: Iterable[str]) -> None:
    """Refuse a text that is too long, badly bracketed, or names a figure that does not exist. Raises TextRefused."""
    if len(text) > LONGEST:
        raise TextRefused(
            f"Phần này dài quá {digits.number(LONGEST, language='vi')} ký tự. Mời rút gọn, hoặc chuyển sang phần khác.",
            f"This section is longer than {digits.number(LONGEST, language='en')} letters. Shorten it or divide it.",
            field="text",
        )
    for slot in slots(text):
        if not known(slot):
            raise _unknown(slot, list(names))


def blocks_of(text: str, find: Find) -> tuple[Paragraph | Item, ...]:
    """A section's text with its figures: one paragraph or item of a list for each line that says something."""
    said: list[Paragraph | Item] = []
    for number, line in enumerate(text.splitlines()):
        parts = parsed(line)
        blocks: Iterable[Paragraph | Item]
        if (lines := _list_alone(parts, find)) is not None:
            blocks = [Item(as_runs(*line, "." if line is lines[-1] else ";")) for line in lines]
        else:
            blocks = [block for block in laid_out(runs_of(parts, find)) if _says_something(block)]
        said += [replace(block, line=number) for block in blocks]
    return tuple(said)


def _says_something(block: Paragraph | Item) -> bool:
    """More than the full stop of a sentence that was left out."""
    return any(letter.isalnum() or letter == BLANK for letter in plain(block.runs))


def runs_of(parts: list[Part], find: Find) -> list[Run]:
    """The parts of one line as words and figures."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, Sometimes):
            values = [find(one) for one in part.parts if isinstance(one, Slot)]
            if not all(value.known for value in values) or (part.unless_zero and _all_zero(values)):
                continue
            runs += runs_of(list(part.parts), find)
        elif isinstance(part, Slot):
            runs += _said(find(part))
        elif part:
            runs.append(Text(part))
    return _joined(runs)


def plain_line(text: str, find: Find) -> str:
    """A text of one line, such as a heading, as plain words."""
    return " ".join("".join(run.text for run in runs_of(parsed(" ".join(text.split())), find)).split())


def _list_alone(parts: list[Part], find: Find) -> tuple[tuple[str | Run, ...], ...] | None:
    """The lines of a list that is all there is on its line; None when it is not."""
    there = [part for part in parts if not (isinstance(part, str) and part.strip(" -+•\u00a0") == "")]
    if len(there) != 1 or not isinstance(there[0], Slot):
        return None
    return find(there[0]).lines


def _said(value: Value) -> list[Run]:
    if value.lines is None:
        return [value.run]
    runs: list[Run] = []
    for number, line in enumerate(value.lines):
        runs += [Text("; ")] if number else []
        runs += [Text(one) if isinstance(one, str) else one for one in line]
    return runs


def _all_zero(values: list[Value]) -> bool:
    numbers = [value.number for value in values if value.number is not None]
    lists = [value.lines for value in values if value.lines is not None]
    return not any(lists) and all(not number for number in numbers) and bool(numbers or lists)


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbouring words as one, and no two spaces where a part was left out."""
    joined: list[Run] = []
    for run in runs:
        if isinstance(run, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + run.text)
        else:
            joined.append(run)
    return [Text(_tidied(run.text)) if isinstance(run, Text) else run for run in joined]


def _tidied(words: str) -> str:
    return _SPACE_BEFORE_SIGN.sub("", _SPACES.sub(" ", words))


def _keep(parts: list, words: str) -> None:
    if words:
        parts.append(words)


def _trimmed(parts: list[str | Slot]) -> tuple[str | Slot, ...]:
    """Without the one space that follows "khác 0:"."""
    if parts and isinstance(parts[0], str):
        return (parts[0].removeprefix(" "), *parts[1:])
    return tuple(parts)


def _unclosed(sign: str, line: str) -> TextRefused:
    shown = line.strip()[:60]
    return TextRefused(
        f"Dấu {sign} chưa đủ cặp trên dòng “{shown}…”. Mời mở và đóng trên cùng một dòng.",
        f"{sign} is not closed on the line “{shown}…”. Open and close it on one line.",
        field="text",
    )


def _unknown(slot: Slot, names: list[str]) -> TextRefused:
    near = get_close_matches(slot.written[1:-1], names, n=1, cutoff=0.5)
    way_out = f" Có phải {{{near[0]}}}?" if near else " Mời chọn trong danh sách bên cạnh."
    way_out_en = f" Did you mean {{{near[0]}}}?" if near else " Choose one of the list beside it."
    return TextRefused(
        f"Không có số liệu tên {slot.written}.{way_out}",
        f"There is no figure called {slot.written}.{way_out_en}",
        field="text",
    )
