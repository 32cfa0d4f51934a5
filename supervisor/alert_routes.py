"""The live board and its alerts: seen, taken, remedied, handled."""

from flask import g

from admin import access
from alerts import watch
from models.base import now
from shapes import LARGEST_ID, Nothing, PressKey
from supervisor import remedies, schemas, wishes
from supervisor.door import MAY_LOOK, act, blueprint, look_now, whole_board


@blueprint.get("/api/live/board")
@access.role_required(*MAY_LOOK)
@blueprint.output(schemas.Board)
def look():
    """All that the shift lead sees."""
    return whole_board()


@act("/api/live/alerts/<int:alert_id>/acknowledgements")
def take(alert_id: int, wish: Nothing):
    """I look after this one; whoever says so first is its owner."""
    watch.take(watch.going_on(g.centre.id, min(alert_id, LARGEST_ID)), g.officer, now())
    return whole_board()


@act("/api/live/alerts/<int:alert_id>/completions")
def handle(alert_id: int, wish: Nothing):
    """I have done what can be done; it is said again later if it was not cured."""
    watch.handle(watch.going_on(g.centre.id, min(alert_id, LARGEST_ID)), g.officer, now())
    return whole_board()


@act("/api/live/alerts/<int:alert_id>/remedies", wishes.RemedyWish, keyed=True)
def remedy(alert_id: int, key: PressKey, wish: wishes.RemedyWish):
    """Do what the alert proposes; whoever does is its owner."""
    alert = watch.going_on(g.centre.id, min(alert_id, LARGEST_ID))
    proposed = remedies.propose(alert, look_now(), wish.verb, wish.target)
    remedies.do(proposed, g.centre, g.officer, key.idempotency_key)
    watch.take(alert, g.officer, now())
    return whole_board()
