"""Bring the English of every screen into one catalogue: `python -m translations.merge`.

The key of a sentence is the sentence itself, in Vietnamese, so there is one language to translate and none to
look up. A Vietnamese word of two meanings is marked with where it stands: `pgettext("state", "Tạm nghỉ")`; a sentence
with a number that English says in two ways, with its count: `_n("%(count)s hồ sơ", n)`. A room may hand in its own
`translations/en/<room>.po`; it is taken into `messages.po` and removed. Sentences no screen says any longer are
dropped; those that lack English, or are said both with a count and without, are listed, and the command then fails.
The translators' file (translations.citizens) is written too.
"""

import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "translations" / "en"
MERGED = ENGLISH / "LC_MESSAGES" / "messages.po"

Key = tuple[str | None, str]  # where the sentence stands, if that makes a difference; the Vietnamese sentence
English = str | tuple[str, str]  # for a sentence that is counted: what is said of one, and of any other number

COUNTED = {"_n": (1, 1)}  # Vietnamese has one form: the singular and the plural are the same sentence

WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # one fixed day, so that only sentences make a difference


@cache
def said() -> tuple[tuple[str, Key, bool], ...]:
    """(file, key, whether it is counted) for each sentence that code or templates mark; read once."""
    with (ROOT / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config, "babel.cfg")
    keywords = DEFAULT_KEYWORDS | COUNTED
    found = []
    for file, _line, message, _comments, context in extract_from_dir(ROOT, methods, options, keywords):
        counted = not isinstance(message, str)
        found.append((file, (context, message[0] if counted else message), counted))
    return tuple(found)


def english() -> dict[Key, English]:
    """Key → English, from the merged catalogue and the rooms' own, which have the last word."""
    known: dict[Key, English] = {}
    for path in [MERGED, *sorted(ENGLISH.glob("*.po"))]:
        if path.exists():
            with path.open("rb") as file:
                for message in read_po(file, locale="en"):
                    sentence = message.id if isinstance(message.id, str) else message.id[0]
                    if sentence and message.string and all(message.string) and not message.fuzzy:
                        known[message.context, sentence] = message.string
    return known


def merge() -> list[str]:
    """Write `messages.po` anew, remove the rooms' files; answers what is wrong, a line for each sentence."""
    known = english()
    catalogue = Catalog(
        locale="en",
        header_comment="# English for the screens of Một Cửa. The key is the Vietnamese sentence.",
        project="Một Cửa",
        version="1",
        creation_date=WRITTEN,
        revision_date=WRITTEN,
        fuzzy=False,
    )
    wrong: list[str] = []
    ways: dict[Key, bool] = {}
    for file, key, counted in said():
        context, sentence = key
        if ways.setdefault(key, counted) is not counted:
            wrong.append(f"said with a count and without: {sentence}")
        meant = known.get(key, "")
        if isinstance(meant, tuple) is not counted:
            meant = ("", "") if counted else ""
        if not all(meant) or not meant:
            wrong.append(f"no English yet: {sentence}")
        identity = (sentence, sentence) if counted else sentence
        catalogue.add(identity, meant, locations=[(file, 0)], context=context)
    MERGED.parent.mkdir(parents=True, exist_ok=True)
    with MERGED.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    for path in ENGLISH.glob("*.po"):
        path.unlink()
    return sorted(set(wrong))


if __name__ == "__main__":
    from translations import citizens  # which asks this module what is said

    faults = merge()
    citizens.write()
    print("\n".join(faults), file=sys.stderr)
    sys.exit(bool(faults))
