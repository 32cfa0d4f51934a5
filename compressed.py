"""Sends the files of the screens packed, to whoever can unpack them: a page weighs a third.

Each file is packed once and kept for as long as it does not change; what is kept can be lost without harm.
"""

import gzip
from pathlib import Path

from flask import Flask, Response, request

PACKED = ("text/css", "text/javascript", "image/svg+xml")
SMALLEST = 1_000  # bytes; less is not worth it

_kept: dict[tuple[Path, int], bytes] = {}


def init_app(app: Flask) -> None:
    """Pack what is served from /static/."""
    app.after_request(pack)


def pack(response: Response) -> Response:
    """The response, packed where that helps: a file of ours, sent whole, to a browser that says that it unpacks."""
    if request.endpoint != "static" or response.mimetype not in PACKED:
        return response
    response.vary.add("Accept-Encoding")
    path = Path(str(request.view_args and request.view_args["filename"]))
    if response.status_code != 200 or "gzip" not in request.accept_encodings or request.method != "GET":
        return response
    response.direct_passthrough = False
    whole = response.get_data()
    if len(whole) < SMALLEST:
        return response
    response.set_data(_packed(path, whole))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _packed(path: Path, whole: bytes) -> bytes:
    key = (path, hash(whole))
    if key not in _kept:
        for old in [known for known in _kept if known[0] == path]:
            del _kept[old]
        _kept[key] = gzip.compress(whole, 6, mtime=0)
    return _kept[key]
