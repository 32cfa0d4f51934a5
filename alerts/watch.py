"""Compares what is wrong now with what was: begins alerts, says again what is not cured, ends what is."""

import json
from datetime import timedelta
from typing import NamedTuple

import events
from alerts import equipment, queues
from alerts.finding import ALARM, Finding
from alerts.look import Look
from models.alert import Alert
from models.base import unit_of_work
from models.centre import Officer
from models.prepared import prepared
from queueing.errors import NotFound

RULES = (
    queues.lines,
    queues.unanswered,
    queues.stuck,
    queues.idle,
    queues.no_shows,
    queues.quotas,
    queues.unrated,
    queues.ghosts,
    queues.left_over,
    equipment.helpless,
    equipment.printers,
    equipment.screens,
    equipment.silence,
    equipment.slow_voices,
    equipment.disk,
    equipment.backups,
    equipment.clock,
)


class Told(NamedTuple):
    """An alert that goes on, and what its rule finds now."""

    alert: Alert
    finding: Finding


def findings(look: Look) -> dict[tuple[str, str], Finding]:
    """All that is wrong now, by kind and subject."""
    return {found.key: found for rule in RULES for found in rule(look)}


def watch(look: Look) -> list[Told]:
    """Bring the alerts of the centre up to date; answers those that go on, alarms first, the oldest first:
    one that is new comes below, and moves no button under a reaching finger."""
    wrong = findings(look)
    open_rows = {(row.kind, row.subject): row for row in _open(look.centre.id)}
    repeat = timedelta(minutes=look.centre.alert_repeat_minutes)
    ended = [row for key, row in open_rows.items() if key not in wrong]
    changed = [
        row
        for key, row in open_rows.items()
        if key in wrong
        and (_worse(row, wrong[key]) or row.level != wrong[key].level or look.moment - row.rang_at >= repeat)
    ]
    begun = [found for key, found in wrong.items() if key not in open_rows]
    if ended or changed or begun:
        _write(look, ended, [(row, wrong[row.kind, row.subject]) for row in changed], begun)
        open_rows = {(row.kind, row.subject): row for row in _open(look.centre.id)}
        events.announce(events.AlertsChanged(look.centre.id))
    told = [Told(row, wrong[key]) for key, row in open_rows.items() if key in wrong]
    return sorted(told, key=lambda one: (one.alert.level != ALARM, one.alert.id))


def _worse(row: Alert, found: Finding) -> bool:
    return found.level == ALARM != row.level


def _write(look: Look, ended: list[Alert], changed: list[tuple[Alert, Finding]], begun: list[Finding]) -> None:
    moment, centre = look.moment, look.centre.id
    with unit_of_work(centre):
        still = {(row.kind, row.subject) for row in _open(centre)}  # another look may have been quicker
        for row in ended:
            Alert.update(ended_at=moment).where(Alert.id == row.id, Alert.ended_at.is_null()).execute()
        for row, found in changed:
            news: dict[str, object] = {"level": found.level, "facts": json.dumps(found.facts)}
            if found.level == row.level or _worse(row, found):  # one that has become milder is not said again
                news |= {"rang_at": moment, "rang": row.rang + 1, "handled_at": None}
            Alert.update(**news).where(Alert.id == row.id, Alert.rang == row.rang).execute()
        for found in begun:
            if found.key not in still:
                Alert.create(
                    centre=centre,
                    kind=found.kind,
                    subject=found.subject,
                    level=found.level,
                    facts=json.dumps(found.facts),
                    began_at=moment,
                    rang_at=moment,
                )


@prepared
def _open(centre):
    return (
        Alert.select(Alert, Officer)
        .left_outer_join(Officer, on=(Alert.taken_by == Officer.id))
        .where(Alert.centre == centre, Alert.ended_at.is_null())
        .order_by(Alert.id)
    )


def going_on(centre_id: int, alert_id: int) -> Alert:
    """An alert that has not ended. Raises NotFound."""
    alert = Alert.get_or_none(Alert.id == alert_id, Alert.centre == centre_id, Alert.ended_at.is_null())
    if alert is None:
        raise NotFound("Cảnh báo này đã hết. Màn hình sẽ tự cập nhật.", "This alert is over. The screen will refresh.")
    return alert


def take(alert: Alert, officer: Officer, moment) -> None:
    """Somebody looks after it; who takes it first is its owner."""
    with unit_of_work(alert.centre_id):
        Alert.update(taken_by=officer, taken_at=moment).where(Alert.id == alert.id, Alert.taken_at.is_null()).execute()
    events.announce(events.AlertsChanged(alert.centre_id))


def handle(alert: Alert, officer: Officer, moment) -> None:
    """Somebody has done what can be done: out of sight, until it is said again because it was not cured."""
    with unit_of_work(alert.centre_id):
        Alert.update(taken_by=officer, taken_at=moment).where(Alert.id == alert.id, Alert.taken_at.is_null()).execute()
        Alert.update(handled_at=moment, handled_by=officer).where(Alert.id == alert.id).execute()
    events.announce(events.AlertsChanged(alert.centre_id))
