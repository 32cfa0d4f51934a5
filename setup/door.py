"""The blueprint that the pages of this room hang on, and the way back after something was done."""

import re
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from apiflask import APIBlueprint
from flask import Response, redirect

from admin import access, frame
from models.journal import Change
from queueing.errors import Refusal
from setup.reading import Form, check_version, said
from shapes import UUID

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


def saved(
    form: Form, present: dict[str, Any], latest: Change | None, *, again: Callable, keep: Callable[[], str], to: str
) -> Any:
    """Keep what a form says, and go back `to` its page with what `keep` says was done.

    Where something is wrong, or what it changes is not `present` any more, the page `again`, given the sentence.
    """
    if form.errors:
        return again(""), 422
    try:
        check_version(form.sent, present, latest)
        return back(to, keep())
    except Refusal as refusal:
        return again(said(refusal)), refusal.status


def key_of(form: Form) -> str:
    """The key that was drawn with the form: a press that is sent twice bears one. A new one where there is none."""
    sent = form.raw("key")
    return sent if re.fullmatch(UUID, sent) else str(uuid.uuid4())


def back(address: str, done: str = "") -> Response:
    """To a page, by GET, with what was done said on it."""
    path, mark, fragment = address.partition("#")
    if done:
        path += f"{'&' if '?' in path else '?'}done={quote(done)}"
    return redirect(frame.to(path + mark + fragment), SEE_OTHER)  # type: ignore[return-value]
