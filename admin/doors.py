"""The door of an act: where it is asked, who may, what it is told and what it answers; and the row that is asked for.

@act(blueprint, "/api/kiosk/sheets", AT_A_KIOSK, SheetRequest, PrintState, keyed=True)
def print_papers(key: PressKey, wish: SheetRequest): ...
"""

from collections.abc import Callable
from typing import Any, TypeVar

from apiflask import APIBlueprint
from flask import g
from pydantic import BaseModel

from models.base import BaseModel as Table
from queueing.errors import NotFound
from shapes import LARGEST_ID, PressKey

Row = TypeVar("Row", bound=Table)


def act(
    blueprint: APIBlueprint,
    address: str,
    who: Callable,
    wish: type[BaseModel],
    answer: type[BaseModel],
    *,
    keyed: bool = False,
    status: int = 201,
) -> Callable:
    """Decorates the view of a POST: it is given its body as `wish` and, where a press has a key, that as `key`.

    `who`: a decorator of admin.access. `keyed`: sent again with the same key, the press has one effect.
    """

    def decorate(view: Callable) -> Callable:
        view = blueprint.input(wish, arg_name="wish")(blueprint.output(answer, status_code=status)(view))
        if keyed:
            view = blueprint.input(PressKey, location="headers", arg_name="key")(view)
        return blueprint.post(address)(who(view))

    return decorate


def own(model: type[Row], number: int, *more: Any) -> Row:
    """The row of that id in the asker's centre, of which `more` holds too. Raises NotFound."""
    row = model.get_or_none(model.id == min(number, LARGEST_ID), model.centre == g.centre, *more)  # type: ignore[attr-defined]
    if row is None:
        raise NotFound
    return row  # type: ignore[no-any-return]
