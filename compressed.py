"""Sends the files of the screens packed, to whoever can unpack them: a page weighs a third.

Each file is packed once and kept for as long as it does not change; what is kept can be lost without harm.
"""

import gzip
from pathlib import Path

from flask import Flask, Response, request

PACKED = ("text/css", "text/javascript", "image/svg+xml")
SMALLEST = 1_000  # bytes; less is not worth it
HEAVY = 100_000  # bytes: a page of this size, such as a report with its pages and its figures, is packed as it is sent

_done: dict[tuple[Path, int], bytes] = {}


def init_app(app: Flask) -> None:
    """Pack what is served from /static/, and heavy pages."""
    app.after_request(pack)
    app.after_request(pack_page)


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


def pack_page(response: Response) -> Response:
    """The response, packed if it is a heavy page."""
    heavy = response.mimetype == "text/html" and not response.is_streamed and len(response.get_data()) >= HEAVY
    if heavy and "gzip" in request.accept_encodings and "Content-Encoding" not in response.headers:
        response.vary.add("Accept-Encoding")
        response.set_data(gzip.compress(response.get_data(), 1))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _packed(path: Path, whole: bytes) -> bytes:
    key = (path, hash(whole))
    if key not in _done:
        for old in [known for known in _done if known[0] == path]:
            del _done[old]
        _done[key] = gzip.compress(whole, 6, mtime=0)
    return _done[key]
