"""Which edition of the kiosk's page this server gives: a page of an older one renews itself when nobody is at it."""

import functools
import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("static/kiosk", "static/shared", "templates/kiosk", "templates/shared", "translations")


@functools.cache
def edition() -> str:
    """A fingerprint of the page's files as they were when the server first gave it; 12 characters."""
    digest = hashlib.sha256()
    for part in PARTS:
        for file in sorted(path for path in (ROOT / part).rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(f"{file.relative_to(ROOT)}\n".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
