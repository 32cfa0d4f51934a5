"""The door of an act: where it is asked, who may, what it is told and what it answers, in one place.

@act(blueprint, "/api/kiosk/sheets", AT_A_KIOSK, SheetRequest, PrintState, keyed=True)
def print_papers(key: PressKey, wish: SheetRequest): ...
"""

from collections.abc import Callable

from apiflask import APIBlueprint
from pydantic import BaseModel

from shapes import PressKey


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
