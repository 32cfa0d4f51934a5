"""The blueprint that the pages of this room hang on, and the way back after something was done."""

from collections.abc import Callable
from urllib.parse import quote

from apiflask import APIBlueprint
from flask import Response, redirect

from admin import access, frame

blueprint = APIBlueprint("setup", __name__, tag="Administration")

SEE_OTHER = 303


def page_at(address: str, roles: tuple[str, ...] = frame.LOOK) -> Callable:
    """Decorates the view of a page, which asks whoever may not look to sign in."""

    def decorate(view: Callable) -> Callable:
        return blueprint.get(address)(blueprint.doc(hide=True)(frame.door(*roles)(view)))

    return decorate


def form_at(address: str, roles: tuple[str, ...] = frame.CHANGE) -> Callable:
    """Decorates the view that a page's form is sent to."""

    def decorate(view: Callable) -> Callable:
        return blueprint.post(address)(blueprint.doc(hide=True)(access.role_required(*roles)(view)))

    return decorate


def back(address: str, done: str = "") -> Response:
    """To a page, by GET, with what was done said on it."""
    path, mark, fragment = address.partition("#")
    if done:
        path += f"{'&' if '?' in path else '?'}done={quote(done)}"
    return redirect(frame.to(path + mark + fragment), SEE_OTHER)  # type: ignore[return-value]
