"""Reads files that people edit by hand: CSV with a header and comments, TOML. What is wrong is said with file and line.

A spreadsheet may have saved the CSV: a byte-order mark is skipped, and so are empty lines and those that begin with #.
"""

import csv
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

YES, NO = ("yes", "true", "1", "có"), ("no", "false", "0", "không")


class TableError(ValueError):
    """A hand-edited file cannot be used. The message begins with its name and, where one is at fault, the line."""


class Row:
    """One line of a table: its cells by column name, each as the kind of value that is asked for."""

    def __init__(self, path: Path, line: int, cells: dict[str, str]) -> None:
        self.path, self.line, self._cells = path, line, cells

    def wrong(self, why: str) -> TableError:
        """The error to raise about this line."""
        return TableError(f"{self.path}, line {self.line}: {why}")

    def text(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not (cell := self._cells[column]):
            raise self.wrong(f"{column} is empty")
        return cell

    def text_or_empty(self, column: str) -> str:
        return self._cells[column]

    def whole(self, column: str, least: int = 0) -> int:
        """A whole number, at least `least`."""
        cell = self.text(column)
        if not (cell.isascii() and cell.isdigit() and int(cell) >= least):
            raise self.wrong(f"{column} is {cell!r}; a whole number from {least} on is needed")
        return int(cell)

    def whole_or_none(self, column: str) -> int | None:
        return self.whole(column) if self._cells[column] else None

    def yes(self, column: str) -> bool:
        cell = self.text(column).lower()
        if cell not in YES + NO:
            raise self.wrong(f"{column} is {cell!r}; write yes or no")
        return cell in YES

    def day(self, column: str) -> date:
        cell = self.text(column)
        try:
            return date.fromisoformat(cell)
        except ValueError:
            raise self.wrong(f"{column} is {cell!r}; write a date as 2026-09-02") from None

    def word(self, column: str, allowed: Sequence[str]) -> str:
        """The cell, which must be one of these words."""
        return self.one_of(column, {word: word for word in allowed})

    def one_of(self, column: str, known: dict):
        """What the cell names in `known`."""
        return self._found(column, self.text(column), known)

    def each_of(self, column: str, known: dict) -> list:
        """What each of the cell's words, parted by spaces, names in `known`."""
        words = self._cells[column].split()
        if len(words) != len(set(words)):
            raise self.wrong(f"{column} names something twice: {self._cells[column]!r}")
        return [self._found(column, word, known) for word in words]

    def _found(self, column: str, name: str, known: dict):
        if name not in known:
            raise self.wrong(f"{column} is {name!r}, which is not one of: {', '.join(map(str, known))}")
        return known[name]


def read_rows(path: Path, *columns: str, unique: str | None = None) -> Iterator[Row]:
    """The lines of a CSV that has exactly these columns, in any order; no two alike in `unique`. Raises TableError."""
    header: list[str] | None = None
    seen: dict[str, int] = {}
    for line, cells in _lines(path):
        if header is None:
            header = _checked_header(path, line, cells, columns)
            continue
        if len(cells) != len(header):
            raise TableError(
                f"{path}, line {line}: {len(cells)} cells, but the header has {len(header)}; quote a comma"
            )
        row = Row(path, line, dict(zip(header, cells, strict=True)))
        if unique is not None:
            key = row.text(unique)
            if key in seen:
                raise row.wrong(f"{unique} {key!r} is already on line {seen[key]}")
            seen[key] = line
        yield row
    if header is None:
        raise TableError(f"{path}: no header; the first line must be: {','.join(columns)}")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TableError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: not UTF-8 ({error.reason} at byte {error.start}); save it as CSV UTF-8") from None
    for line, written in enumerate(text.splitlines(), start=1):
        if not written.strip() or written.lstrip('"').startswith("#"):
            continue
        try:
            (cells,) = csv.reader([written], strict=True)
        except csv.Error as error:
            raise TableError(f"{path}, line {line}: {error}") from None
        cells = [cell.strip() for cell in cells]
        if any(cells):
            yield line, cells


def _checked_header(path: Path, line: int, cells: list[str], columns: tuple[str, ...]) -> list[str]:
    if sorted(cells) != sorted(columns):
        raise TableError(f"{path}, line {line}: the header is {','.join(cells)}; it must be {','.join(columns)}")
    return cells


def read_toml(path: Path) -> dict:
    """A TOML file as a dict. Raises TableError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise TableError(f"{path}: no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: {error}") from None
