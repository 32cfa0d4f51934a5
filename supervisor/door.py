"""The blueprint that the acts of this room hang on, who may ask, and the board that each act answers with."""

from collections.abc import Callable
from typing import Any

from apiflask import APIBlueprint
from flask import current_app, g
from pydantic import BaseModel

from admin import access, doors
from alerts.look import Look
from models.centre import Officer
from shapes import Nothing
from supervisor import schemas
from supervisor.board import board
from supervisor.live import gauge

blueprint = APIBlueprint("supervisor", __name__, tag="Live board")

MAY_LOOK = access.REPORTS
MAY_ACT = (Officer.LEAD, Officer.ADMIN)


def act(
    address: str, wish: type[BaseModel] = Nothing, *, answer: type[BaseModel] = schemas.Board, keyed: bool = False
) -> Callable:
    """The door of an act of whoever runs the shift; see admin.doors."""
    return doors.act(blueprint, address, access.role_required(*MAY_ACT), wish, answer, keyed=keyed)


def look_now() -> Look:
    """The centre as it stands, and the server that it stands on."""
    return Look(g.centre.id, gauge(current_app.config["MOTCUA"]).read())


def whole_board() -> dict[str, Any]:
    """What every act answers with: all that the shift lead sees."""
    return board(look_now())
