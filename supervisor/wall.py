"""The device wall: every thing that must work, on one list, each fine or not, in words."""

from typing import Any

from admin.devices import CLOCK_BEARABLE_SECONDS
from alerts.look import Look
from alerts.machine import Machine, backup_age_hours
from models.access import Device
from models.printing import Printer, Status

DRAW_BEARABLE_MS = 2_000  # from a press to the number on the screen; see docs/realtime.md
FINE, TROUBLE, UNKNOWN = "ok", "bad", "unknown"


def wall(look: Look) -> list[dict[str, Any]]:
    """Each device and part of the server: {key, kind, name, name_en, health, word, since, facts}; pages say `word`."""
    rows = [_screen(device) for device in look.devices if device.kind != Device.TABLET]
    rows += _tablets([device for device in look.devices if device.kind == Device.TABLET])
    rows += [_printer(printer) for printer in look.printers]
    return rows + (_server(look, look.machine) if look.machine is not None else [])


def _screen(device: Device) -> dict[str, Any]:
    health = TROUBLE if device.condition in (Device.LOST, Device.BLOCKED, Device.CHIME) else FINE
    if device.condition == "":
        health = UNKNOWN
    facts: dict[str, Any] = {"id": device.id}
    if device.condition != Device.LOST and abs(device.clock_off_seconds) > CLOCK_BEARABLE_SECONDS:
        health = TROUBLE
        facts["clock_off_minutes"] = round(abs(device.clock_off_seconds) / 60)
    if device.kind == Device.DISPLAY:
        if device.condition == Device.ON and (device.draw_ms or 0) > DRAW_BEARABLE_MS:
            health = TROUBLE
        late = device.voice_backlog_seconds if device.condition == Device.ON else None  # what has no voice is not late
        facts |= {"draw_ms": device.draw_ms, "backlog_seconds": late}
    word = device.condition or "never"
    row = _row(f"device:{device.id}", device.kind, device.name_said, health, word, device, facts)
    return row | {"name_en": device.name_en}


def _tablets(tablets: list[Device]) -> list[dict[str, Any]]:
    """The rating tablets, as one line: how many of them are on."""
    if not tablets:
        return []
    there = sum(device.condition == Device.ON for device in tablets)
    facts = {"on": there, "total": len(tablets)}
    return [_row("tablets", "tablets", "", FINE if there == len(tablets) else TROUBLE, "count", None, facts)]


def _printer(printer: Printer) -> dict[str, Any]:
    status = Status(printer.status)
    health = FINE if status == Status.ONLINE else UNKNOWN if status == Status.UNKNOWN else TROUBLE
    row = _row(f"printer:{printer.id}", "printer", printer.name, health, printer.status, None, {"id": printer.id})
    return row | {"name_en": printer.name_en, "since": printer.status_at.isoformat() if printer.status_at else None}


def _server(look: Look, machine: Machine) -> list[dict[str, Any]]:
    low = machine.disk_free_mb < look.centre.disk_alert_mb
    clock = FINE if not look.jumps else TROUBLE
    word = "jumped" if look.jumps else {True: "synchronised", False: "alone", None: "alone"}[machine.clock_synchronised]
    age = backup_age_hours(machine.backup, look.moment)
    record = machine.backup
    failed = record.error or record.drill_error or record.second_error
    old = age is not None and age > look.centre.backup_alert_hours
    backup_word = "failed" if failed else "never" if age is None else "old" if old else "made"
    backup_health = TROUBLE if failed or old else UNKNOWN if age is None else FINE
    running = {
        "memory_mb": machine.memory_mb,
        "load_percent": machine.load_percent,
        "uptime_seconds": machine.uptime_seconds,
    }
    free = {"free_gb": round(machine.disk_free_mb / 1024, 1), "total_gb": round(machine.disk_total_mb / 1024)}
    kept = {
        "at": record.good_at.isoformat() if record.good_at else None,
        "drilled_at": record.drilled_at.isoformat() if record.drilled_at else None,
    }
    return [
        _row("server", "server", "", FINE, "running", None, running),
        _row("clock", "clock", "", clock, word, None, {}),
        _row("disk", "disk", "", TROUBLE if low else FINE, "low" if low else "room", None, free),
        _row("backup", "backup", "", backup_health, backup_word, None, kept),
    ]


def _row(key: str, kind: str, name: str, health: str, word: str, device: Device | None, facts: dict) -> dict[str, Any]:
    since = device.condition_since if device is not None else None
    return {
        "key": key,
        "kind": kind,
        "name": name,
        "name_en": name,
        "health": health,
        "word": word,
        "since": since.isoformat() if since else None,
        "facts": facts,
    }
