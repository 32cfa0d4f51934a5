"""What a file looks like: its sheets, their headings and what these seem to mean, and the words nobody knows yet.

Runs in the child process (imports.reading).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from imports import cells, people
from imports.columns import PEOPLE, needed
from imports.folding import fold, letters, text
from imports.headings import SEARCHED_ROWS, Headings, find_headings, guesses, likely
from imports.mapping import Column, Layout, Mapping, SheetLayout
from imports.shape import KNOWN
from imports.sheets import Book, Sheet, TextFile, open_book
from imports.words import CHANNELS, STATUSES, Unclear

SAMPLED_ROWS = 200
SAMPLES, SHORT = 3, 40
MOST_UNKNOWN = 100
OFTEN = 3  # a value that so many rows share is a category, no person
SHOWN_KEYS = (
    "status", "channel", "paid", "test", "result_required",
    "code", "procedure", "procedure_code", "field", "department", "received", "due", "ended", "returned", "status_on",
    "fee", "fee_paid", "payment", "paid_on", "digitised_input", "digitised_result", "reused", "supplement", "answered",
    "duty", "duty_paid", "extended",
)  # fmt: skip


@dataclass
class Found:
    """A sheet with its headings, before its rows are read."""

    sheet: Sheet
    headings: Headings | None
    sure: bool  # its headings are known; else they are what a person may explain
    complete: bool
    height: int


def survey(book: Book, mapping: Mapping) -> list[Found]:
    """Look for headings in every sheet, the visible ones first."""
    found = []
    for sheet in sorted(book.sheets, key=lambda sheet: not sheet.visible):
        head = list(islice(book.rows(sheet.name), SEARCHED_ROWS + 3))
        merges = book.merges(sheet.name)
        headings = find_headings(head, merges, mapping)
        known = headings is not None
        headings = headings or likely(head, merges, mapping)
        found.append(Found(sheet, headings, known, known and not _missing(headings, mapping), book.height(sheet.name)))
    return found


def choose(found: Sequence[Found], mapping: Mapping) -> Found | None:
    """The sheet that holds the list: the one a person has named; else the first that has every column that is needed;
    else the first with known headings. None when there is none."""
    if mapping.sheet is not None:
        return next((one for one in found if mapping.names(one.sheet.name, len(found))), None)
    with_headings = [one for one in found if one.sure]
    return next((one for one in with_headings if one.complete), None) or next(iter(with_headings), None)


def _missing(headings: Headings | None, mapping: Mapping) -> list[str]:
    there = set(headings.columns) if headings else set()
    return [key for key in needed(there) if key not in there and key not in mapping.constants]


def look(path: Path, mapping: Mapping, progress: Callable[[int, int], object]) -> Layout:
    """The layout of a file that nobody has explained yet, or not fully."""
    book = open_book(path)
    found = survey(book, mapping)
    chosen = choose(found, mapping) or next((one for one in found if one.headings), None)
    sheets = [_describe(book, one, mapping, progress if one is chosen else _silent) for one in found]
    return layout_of(book, sheets, chosen, mapping)


def layout_of(book: Book, sheets: list[SheetLayout], chosen: Found | None, mapping: Mapping) -> Layout:
    """Put together what is known of a file."""
    proposed = mapping.model_copy(deep=True)
    sheet = next((one for one in sheets if chosen is not None and one.name == chosen.sheet.name), None)
    if sheet is not None and chosen is not None and chosen.headings is not None:
        if not chosen.sure:
            proposed.header_row = chosen.headings.first + 1
        proposed.columns |= {column.key: column.heading for column in sheet.columns if column.key}
        proposed.day_first = mapping.day_first and not sheet.month_first
    table = book.table if isinstance(book, TextFile) else None
    return Layout(
        kind=book.kind,
        encoding=table.encoding if table else None,
        separator=table.separator if table else None,
        sheets=sheets,
        chosen=sheet.name if sheet else None,
        mapping=proposed,
    )


def _silent(read: int, total: int) -> None:
    """Progress is told of one sheet only."""


def _describe(book: Book, one: Found, mapping: Mapping, progress: Callable[[int, int], object]) -> SheetLayout:
    if one.headings is None:
        return describe(one, [], Counter(), Counter(), mapping)
    sampled: list[list] = []
    statuses, channels = STATUSES.with_more(dict(mapping.statuses)), CHANNELS.with_more(dict(mapping.channels))
    unknown_statuses: Counter[str] = Counter()
    unknown_channels: Counter[str] = Counter()
    keys = one.headings.columns | guesses(one.headings, mapping)
    watched = [
        (keys[key], words, unknown)
        for key, words, unknown in (
            ("status", statuses, unknown_statuses),
            ("channel", channels, unknown_channels),
        )
        if key in keys
    ]
    for number, row in enumerate(book.rows(one.sheet.name)):
        if number <= one.headings.last:
            continue
        if len(sampled) < SAMPLED_ROWS:
            sampled.append(list(row))
        for column, words, unknown in watched:
            cell = row[column] if column < len(row) else None
            if cell not in (None, "") and not _knows(words, cell):
                _note(unknown, cell)
        if number % 2000 == 0:
            progress(number, one.height)
    return describe(one, sampled, unknown_statuses, unknown_channels, mapping)


def _knows(words, cell: object) -> bool:
    try:
        words.choose(cell)
    except Unclear:
        return False
    return True


def _note(unknown: Counter[str], cell: object) -> None:
    word = text(cell)
    if word and (word in unknown or len(unknown) < MOST_UNKNOWN):
        unknown[people.UNREAD if people.looks_personal(word) else word[:250]] += 1


def describe(
    one: Found, sampled: list[list], statuses: Counter[str], channels: Counter[str], mapping: Mapping
) -> SheetLayout:
    """A sheet in words, from its first rows; nothing in it tells of people."""
    headings = one.headings
    columns: list[Column] = []
    hints = guesses(headings, mapping) if headings else {}
    month_first = day_first = False
    for at, title in enumerate(headings.titles if headings else []):
        values = [row[at] for row in sampled if at < len(row) and row[at] not in (None, "")]
        if not title and not values:
            continue
        key = headings.key_of(at) if headings else None
        sure = key is not None
        key = key or next((hint for hint, column in hints.items() if column == at), None)
        if key is None and not people.tells_of_people(fold(title)):
            key = _by_contents(values, {*headings.columns, *hints, *mapping.columns} if headings else set())
        columns.append(
            Column(
                letter=letters(at + 1), heading=title, key=key, sure=sure, samples=_samples(title, key, sure, values)
            )
        )
        month_first = month_first or any(cells.reads_only(value, False) for value in values)
        day_first = day_first or any(cells.reads_only(value, True) for value in values)
    return SheetLayout(
        name=one.sheet.name,
        visible=one.sheet.visible,
        rows=max(0, one.height - (headings.last + 1 if headings else 0)),
        header_row=headings.first + 1 if headings else None,
        columns=columns,
        missing=_missing(headings, mapping),
        unknown_statuses=dict(statuses.most_common()),
        unknown_channels=dict(channels.most_common()),
        month_first=month_first and not day_first,
    )


def _by_contents(values: list, taken: set[str]) -> str | None:
    """What a column with an unknown heading may be, by nine tenths of its values: codes, states or channels."""
    words = [text(value) for value in values]
    if len(words) < 2:
        return None
    tests = {
        "code": lambda word: KNOWN.know(word.upper()),
        "status": lambda word: not word.isdigit() and STATUSES.knows(word),
        "channel": lambda word: not word.isdigit() and CHANNELS.knows(word),
    }
    for key, test in tests.items():
        if key not in taken and sum(map(test, words)) * 10 >= len(words) * 9:
            return key
    return None


def _samples(title: str, key: str | None, sure: bool, values: list) -> list[str]:
    if not values:
        return []
    if key in PEOPLE or (people.tells_of_people(fold(title)) and not sure):
        return [people.UNREAD]
    words = [_as_shown(value) for value in values]
    often = Counter(words)
    if not (sure and key in SHOWN_KEYS):
        if any(people.looks_personal(word) for word in often):
            return [people.UNREAD]
        if not all(_is_plain(word, often[word]) for word in often):
            return [people.UNREAD]
    distinct = [people.UNREAD if people.looks_personal(word) else word for word in often]
    return [word if len(word) <= SHORT else word[: SHORT - 1] + "…" for word in distinct[:SAMPLES]]


def _as_shown(value: object) -> str:
    shown = getattr(value, "strftime", None)
    return shown("%d/%m/%Y %H:%M").removesuffix(" 00:00") if shown and hasattr(value, "year") else text(value)


def _is_plain(word: str, times: int) -> bool:
    """Whether a value under an unknown heading can be nothing of a person: a date, a small number, a code, a word of
    the closed lists, or one that many rows share."""
    if not word or STATUSES.knows(word) or CHANNELS.knows(word) or KNOWN.know(word.upper()):
        return True
    if len(word) <= 8 and not any(letter.isalpha() for letter in word):
        return True
    try:
        cells.moment(word)
    except Unclear:
        return times >= OFTEN and not people.is_a_name(word)
    return True
