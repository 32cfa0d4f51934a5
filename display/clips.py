"""Which clips there are, for whom: a centre's own recordings, the installation's, and those that an engine made.

Nothing is kept here but what the folders say: their lists are read anew whenever a folder has changed.
"""

from functools import lru_cache
from pathlib import Path

from display import voice
from display.numerals import Region

CENTRE, SHARED = "centre", "shared"
SCOPES = (CENTRE, SHARED)  # whose recording wins: strongest first
URL = "/display/voice"

_own = Path("voice")  # the folder of recordings: instance/voice, once the application is made


def keep_recordings_in(folder: Path) -> None:
    """Where this installation's recordings are; said once, when the application is made."""
    global _own
    _own = folder


def folder_of(centre: int, scope: str = CENTRE) -> Path:
    """Where recordings are that one centre made, or that all centres of the installation share."""
    return (_own / f"centre-{centre}" if scope == CENTRE else _own).resolve()


def recorded(centre: int) -> dict[str, dict[str, str | float | None]]:
    """The recordings that a centre may use, its own before those that all share: name → {"url", "seconds"}."""
    found: dict[str, dict[str, str | float | None]] = {}
    for scope in reversed(SCOPES):
        for name, file in _files(folder_of(centre, scope)):
            version = file.stat().st_mtime_ns // 1_000_000 if file.exists() else 0
            found[name] = {"url": f"{URL}/{scope}/{file.name}?v={version}", "seconds": None}
    return found


def has(clip: str, region: Region, centre: int) -> bool:
    """Whether any voice of the centre says this clip."""
    own = any(clip == name for scope in SCOPES for name, _ in _files(folder_of(centre, scope)))
    return own or clip in voice.made(region)


def _files(folder: Path) -> tuple[tuple[str, Path], ...]:
    try:
        return _listed(folder, folder.stat().st_mtime_ns)
    except FileNotFoundError:
        return ()


@lru_cache(maxsize=64)
def _listed(folder: Path, changed_at: int) -> tuple[tuple[str, Path], ...]:
    return tuple(voice.recordings(folder))
