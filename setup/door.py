"""The blueprint that the pages of this room hang on, and the way back after something was done."""

from urllib.parse import quote

from apiflask import APIBlueprint
from flask import Response, redirect

from admin import frame

blueprint = APIBlueprint("setup", __name__, tag="Administration")

SEE_OTHER = 303


def back(address: str, done: str = "") -> Response:
    """To a page, by GET, with what was done said on it."""
    path, mark, fragment = address.partition("#")
    if done:
        path += f"{'&' if '?' in path else '?'}done={quote(done)}"
    return redirect(frame.to(path + mark + fragment), SEE_OTHER)  # type: ignore[return-value]
