"""Somebody is helped at once, without a number."""

from typing import Annotated

from apiflask import APIBlueprint
from flask import g
from pydantic import Field

import queueing
from admin import access
from admin.doors import act
from counters import schemas
from counters.desk import desk
from counters.seat import Words, find_service, own_counter
from shapes import PressKey, Strict

blueprint = APIBlueprint("quick", __name__, tag="Counter")


class QuickWish(Strict):
    """For which service the visit is counted, by its letter, and perhaps what it is about."""

    service: Annotated[str, Field(min_length=1, max_length=1)]
    why: Words = ""


@act(blueprint, "/api/counters/<int:number>/quick-services", access.AT_A_DESK, QuickWish, schemas.Desk, keyed=True)
def serve(number: int, key: PressKey, wish: QuickWish):
    """Begin a visit without a number: it is counted and its dossiers are logged, but nobody has waited."""
    counter = own_counter(number)
    service = find_service(wish.service, "service")
    queueing.serve_quickly(counter, service, key=key.idempotency_key, why=wish.why, officer=g.officer)
    return desk(counter, g.session)
