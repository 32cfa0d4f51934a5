"""Where copies lie, and what is known of them: `instance/backups`, a file a copy, its sheet beside it, one record."""

import json
import os
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

NAME = re.compile(r"mot-cua-(\d{4})-(\d\d)-(\d\d)T(\d\d)(\d\d)(\d\d)\.(sqlite3|dump)", re.ASCII)


@dataclass(frozen=True)
class Copy:
    """One copy and what was found in it."""

    name: str
    made_at: datetime
    size: int  # bytes
    rows: dict[str, int] = field(default_factory=dict)  # table → rows, counted in the copy
    sha256: str = ""
    checked: bool = False  # read through and whole
    second: bool = False  # it lies in the second folder too
    drilled_at: datetime | None = None  # restored for a drill
    drill_ok: bool | None = None


@dataclass(frozen=True)
class Record:
    """How the latest attempts went: `backups/record.json`, beside the copies and not in what they are of."""

    tried_at: datetime | None = None
    good_at: datetime | None = None  # of the latest copy that was checked and is whole
    error: str = ""  # of the latest attempt; "" when it went well
    second_error: str = ""  # of the latest copy to the second folder
    drilled_at: datetime | None = None
    drill_error: str = ""


def folder_of(instance: Path) -> Path:
    """The folder of the copies."""
    return instance / "backups"


def copies(folder: Path) -> list[Copy]:
    """All copies, the newest first. A file without a readable sheet is listed as unchecked."""
    found = [path for path in folder.glob("mot-cua-*") if NAME.fullmatch(path.name)] if folder.is_dir() else []
    return [_copy(path) for path in sorted(found, key=lambda path: path.name, reverse=True)]


def made_at(name: str) -> datetime:
    """When the copy of that name was made."""
    match = NAME.fullmatch(name)
    assert match is not None, name
    return datetime(*(int(part) for part in match.groups()[:6]))


def _copy(path: Path) -> Copy:
    known = _read(_sheet_of(path))
    found = {key: known[key] for key in ("rows", "sha256", "checked", "second", "drill_ok") if key in known}
    size = path.stat().st_size
    return Copy(path.name, made_at(path.name), size, drilled_at=_moment(known.get("drilled_at")), **found)


def write_sheet(folder: Path, copy: Copy) -> None:
    """Keep what is known of a copy beside it."""
    _write(_sheet_of(folder / copy.name), asdict(copy))


def remove(folder: Path, name: str) -> None:
    """Take a copy and its sheet away."""
    (folder / name).unlink(missing_ok=True)
    _sheet_of(folder / name).unlink(missing_ok=True)


def record(folder: Path) -> Record:
    """How the latest attempts went."""
    known = _read(folder / "record.json")
    moments = {key: _moment(known.get(key)) for key in ("tried_at", "good_at", "drilled_at")}
    words = {key: str(known.get(key, "")) for key in ("error", "second_error", "drill_error")}
    return Record(**moments, **words)


def write_record(folder: Path, **news: Any) -> Record:
    """Change what is known of the latest attempts."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = Record(**(asdict(record(folder)) | news))
    _write(folder / "record.json", asdict(changed))
    return changed


def _sheet_of(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _read(path: Path) -> dict[str, Any]:
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(path: Path, values: dict[str, Any]) -> None:
    """All of it or what was there before, also when the power goes meanwhile."""
    text = json.dumps(values, ensure_ascii=False, default=lambda moment: moment.isoformat())
    beside = path.with_name(path.name + ".new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
