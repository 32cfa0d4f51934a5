"""Bring the English of every screen into one catalogue: `python -m translations.merge`.

The key of a sentence is the sentence itself, in Vietnamese, so there is one language to translate and none to
look up. A Vietnamese word of two meanings is marked with where it stands: `pgettext("state", "Tạm nghỉ")`. A room
may hand in its own `translations/en/<room>.po`; it is taken into `messages.po` and removed.
Sentences no screen says any longer are dropped; those that lack English are listed, and the command then fails.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "translations" / "en"
MERGED = ENGLISH / "LC_MESSAGES" / "messages.po"

Key = tuple[str | None, str]  # where the sentence stands, if that makes a difference; the Vietnamese sentence

WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)  # one fixed day, so that only sentences make a difference


def said() -> Iterator[tuple[str, Key]]:
    """(file, key) for each sentence that code or templates mark with `_()` or `pgettext()`."""
    with (ROOT / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config, "babel.cfg")
    for file, _line, message, _comments, context in extract_from_dir(ROOT, methods, options):
        yield file, (context, message if isinstance(message, str) else message[0])


def english() -> dict[Key, str]:
    """Key → English, from the merged catalogue and the rooms' own, which have the last word."""
    known: dict[Key, str] = {}
    for path in [MERGED, *sorted(ENGLISH.glob("*.po"))]:
        if path.exists():
            with path.open("rb") as file:
                known.update({(m.context, m.id): m.string for m in read_po(file) if m.id and m.string and not m.fuzzy})
    return known


def merge() -> list[str]:
    """Write `messages.po` anew, remove the rooms' files; answers the sentences that have no English yet."""
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
    for file, (context, sentence) in said():
        meant = known.get((context, sentence), "")
        catalogue.add(sentence, meant, locations=[(file, 0)], context=context)
    MERGED.parent.mkdir(parents=True, exist_ok=True)
    with MERGED.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    for path in ENGLISH.glob("*.po"):
        path.unlink()
    return [message.id for message in catalogue if message.id and not message.string]


if __name__ == "__main__":
    missing = merge()
    print("\n".join(f"no English yet: {sentence}" for sentence in missing), file=sys.stderr)
    sys.exit(bool(missing))
