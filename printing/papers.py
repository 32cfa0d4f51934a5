"""The virtual printer's papers: bytes developed into pictures, the last few of each printer kept in a folder."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image

KEPT = 20  # papers of each printer
INVERTED = bytes(byte ^ 0xFF for byte in range(256))
_NAME = re.compile(r"(?P<printer>\d+)-(?P<at>\d{8}T\d{12})\.png")


@dataclass(frozen=True)
class Paper:
    """One kept picture."""

    name: str  # "3-20261120T084203123456.png": the printer's id, then when it was printed
    printer: int
    at: datetime


def develop(written: bytes) -> Iterator[Image.Image]:
    """The pictures, in mode "1", that a printer makes of these bytes: one up to each cut, one for what is left.

    Raises ValueError at a command that we never send.
    """
    strips: list[Image.Image] = []
    at = 0
    while at < len(written):
        if written.startswith(b"\x1b@", at):
            at += 2
        elif written.startswith(b"\x1bd", at):
            at += 3
        elif written.startswith(b"\x1dv0", at):
            columns, rows = (int.from_bytes(written[at + k : at + k + 2], "little") for k in (4, 6))
            at += 8
            dots = written[at : at + columns * rows].translate(INVERTED)  # 1 is black to a printer
            strips.append(Image.frombytes("1", (columns * 8, rows), dots))
            at += columns * rows
        elif written.startswith(b"\x1dVB", at):
            at += 4
            yield _joined(strips)
            strips = []
        else:
            raise ValueError(f"unknown command at byte {at}: {written[at : at + 4]!r}")
    if strips:
        yield _joined(strips)


def _joined(strips: list[Image.Image]) -> Image.Image:
    width = max((strip.width for strip in strips), default=8)
    paper = Image.new("1", (width, max(1, sum(strip.height for strip in strips))), 1)
    y = 0
    for strip in strips:
        paper.paste(strip, (0, y))
        y += strip.height
    return paper


def keep(folder: Path, printer: int, picture: Image.Image, at: datetime) -> Paper:
    """Keep one more paper of this printer, and let go of its oldest past KEPT."""
    folder.mkdir(parents=True, exist_ok=True)
    while (folder / _name(printer, at)).exists():  # a driven clock may stand still between two papers
        at += timedelta(microseconds=1)
    paper = Paper(_name(printer, at), printer, at)
    unfinished = folder / f".{paper.name}"
    picture.save(unfinished, format="PNG", compress_level=1)
    os.replace(unfinished, folder / paper.name)  # nobody is shown half a picture
    for old in latest(folder, {printer})[KEPT:]:
        (folder / old.name).unlink(missing_ok=True)
    return paper


def _name(printer: int, at: datetime) -> str:
    return f"{printer}-{at:%Y%m%dT%H%M%S%f}.png"


def printer_of(name: str) -> int | None:
    """The id of the printer whose paper bears this file name; None for a name that no paper can have."""
    known = _NAME.fullmatch(name)
    return int(known["printer"]) if known and len(known["printer"]) < 10 else None


def latest(folder: Path, printers: set[int]) -> list[Paper]:
    """The kept papers of these printers, the newest first."""
    found = (_NAME.fullmatch(entry.name) for entry in folder.glob("*.png")) if folder.is_dir() else ()
    mine = (
        Paper(name.string, int(name["printer"]), datetime.strptime(name["at"], "%Y%m%dT%H%M%S%f"))
        for name in found
        if name
    )
    return sorted((p for p in mine if p.printer in printers), key=lambda p: (p.at, p.name), reverse=True)


def clear(folder: Path, printers: set[int]) -> None:
    """Let go of all papers of these printers."""
    for paper in latest(folder, printers):
        (folder / paper.name).unlink(missing_ok=True)
