"""The file for whoever adds a language: `python -m translations.citizens` writes `translations/citizens.pot`.

It holds every sentence that a citizen can meet: of kiosk, phone, booking and rating tablet, and what the rules say in
Vietnamese and English (refusals, waits, weekdays), each with its English as a comment. It opens in Poedit or any other
editor of gettext catalogues. How a centre takes it up: docs/languages.md. A test holds the file to the code.
"""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from languages import PLACE
from queueing.errors import LOOK_AGAIN, STATES
from queueing.estimates import SCREEN, SCREEN_EN
from queueing.hours import WEEKDAYS_EN, WEEKDAYS_VI
from translations.merge import ROOT, WRITTEN, english, said

FILE = ROOT / "translations" / "citizens.pot"
SCREENS = (
    "templates/base.html",
    "templates/display/display.html",
    "templates/kiosk/",
    "templates/phone/",
    "templates/rating/",
    "templates/shared/",
)
STAFF_ONLY = ("templates/shared/_rooms.html", "templates/shared/admin.html", "templates/shared/room.html")
# Where sentences of the rules are written that kiosk, phone, booking or rating tablet may show.
RULES = (
    "admin/access.py",
    "envelope.py",
    "kiosk",
    "phone",
    "printing/contents.py",
    "printing/queue.py",
    "queueing/booking.py",
    "queueing/come_back.py",
    "queueing/errors.py",
    "queueing/from_afar.py",
    "queueing/hours.py",
    "queueing/issuing.py",
    "queueing/lifecycle.py",
    "queueing/moves.py",
    "queueing/rating.py",
    "queueing/whereabouts.py",
    "rating",
)
MARKED = re.compile(r"[^\W\d_a-zA-Z]")  # a letter that only Vietnamese has
OTHERS = re.compile(r"anh/chị|[{}]")  # what is said to staff; parts of a sentence
BRACES = re.compile(r"\{(\w+)\}")


def of_the_rules() -> dict[str, tuple[str, str]]:
    """Vietnamese → (English, file) of what rules say to citizens; what changes in it is a place, "%(name)s"."""
    found: dict[str, tuple[str, str]] = {}
    for vi, en, file in (*_written(), *_composed()):
        found.setdefault(vi, (en, file))
    return found


def _composed() -> Iterator[tuple[str, str, str]]:
    """Those that a rule puts together."""
    for vi, en in STATES.values():
        yield _places(f"{vi} {LOOK_AGAIN[0]}"), _places(f"{en} {LOOK_AGAIN[1]}"), "queueing/errors.py"
    for vi, en in zip(SCREEN, SCREEN_EN, strict=True):
        yield _places(vi), _places(en), "queueing/estimates.py"
    for vi, en in zip(WEEKDAYS_VI, WEEKDAYS_EN, strict=True):
        yield vi, en, "queueing/hours.py"
        yield f"{vi} %(time)s", f"{en} %(time)s", "queueing/hours.py"


def _places(words: str) -> str:
    return BRACES.sub(r"%(\1)s", words)


def _written() -> Iterator[tuple[str, str, str]]:
    """Each pair of a Vietnamese and an English sentence, side by side in a call or a tuple of the code."""
    for path in sorted(file for name in RULES for file in _files(ROOT / name)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            row = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
            for one, other in pairwise(row):
                for vi, en in zip(_said(one), _said(other), strict=False):
                    if _vietnamese(vi) and not _vietnamese(en) and " " in en and not OTHERS.search(vi):
                        yield vi, en, str(path.relative_to(ROOT))


def _vietnamese(words: str) -> bool:
    return bool(MARKED.search(PLACE.sub("", words)))


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.glob("*.py"))


def _said(node: ast.expr) -> list[str]:
    """What an expression may say: a text, one with places, or one of two."""
    match node:
        case ast.Constant(value=str(words)):
            return [words.replace("%", "%%")]
        case ast.JoinedStr(values=parts):
            names: list[str] = []
            return ["".join(_part(part, names) for part in parts)]
        case ast.IfExp(body=one, orelse=other):
            return _said(one) + _said(other)
    return []


def _part(part: ast.expr, names: list[str]) -> str:
    """A part of an f-string; a value is called by the last name in it, and by a number when that is taken."""
    if not isinstance(part, ast.FormattedValue):
        return str(ast.literal_eval(part)).replace("%", "%%")
    value = part.value.args[0] if isinstance(part.value, ast.Call) and part.value.args else part.value
    name = re.findall(r"[a-z_]+", ast.unparse(value).lower())[-1]
    names.append(name)
    again = names.count(name)
    return f"%({name}{f'_{again}' if again > 1 else ''})s"


def catalogue() -> Catalog:
    """All of them, without a translation."""
    known = english()
    made = Catalog(
        header_comment="# Every sentence that a citizen can meet, for a translation. See docs/languages.md.",
        project="Một Cửa",
        version="1",
        creation_date=WRITTEN,
        fuzzy=False,
    )
    for file, (context, vi), counted in said():
        if file == "wording.py" or (file.startswith(SCREENS) and not file.startswith(STAFF_ONLY)):
            meant = known.get((context, vi), "")
            comment = meant if isinstance(meant, str) else " / ".join(meant)
            made.add((vi, vi) if counted else vi, auto_comments=[comment], locations=[(file, 0)], context=context)
    for vi, (en, file) in of_the_rules().items():
        made.add(vi, auto_comments=[] if vi in made else [en], locations=[(file, 0)])
    return made


def write(path: Path = FILE) -> None:
    with path.open("wb") as file:
        write_po(file, catalogue(), width=100, sort_output=True, include_lineno=False)


if __name__ == "__main__":
    write()
