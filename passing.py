"""The period that was chosen goes along between the director's rooms: into those that show one, through the others."""

from collections.abc import MutableMapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import request

from figures.period import Period

CHOSEN = {"from", "to", "period"}  # any of these in an address says that its period was picked


class Along(NamedTuple):
    """What an address takes along; all empty where no period was chosen."""

    dated: dict[str, str]  # into a page that asks for two dates
    named: dict[str, str]  # into one that picks from a list of periods
    through: dict[str, str]  # through one that shows no period


def along(period: Period | None = None) -> Along:
    """Of the page that is asked for now; `period` is what it shows, if it shows one."""
    chosen = period and not CHOSEN.isdisjoint(request.args)
    days = f"{period.first}_{period.last}" if period and chosen else request.args.get("passing", "")
    first, _, last = days.partition("_")
    return Along({"from": first, "to": last}, {"period": days}, {"passing": days}) if last else Along({}, {}, {})


def to(path: str, *parts: dict[str, str]) -> str:
    """An address with what it takes along."""
    asked = {name: value for part in parts for name, value in part.items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path


def whole_address() -> str:
    """The address that is asked for now, with all it takes along: whoever has to sign in first comes back to it."""
    return request.full_path.rstrip("?")


def pass_on(_endpoint: str, values: MutableMapping[str, Any]) -> None:
    """For `url_defaults` of pages that show no period: what came with this one's address goes into the next."""
    values.setdefault("passing", request.args.get("passing"))
