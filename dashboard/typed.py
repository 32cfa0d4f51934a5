"""How many dossiers of a figure have no list behind them: totals of theirs were typed in.

What is counted of dates and channels holds them. What is asked of each dossier (its files, its fee, how it went from
day to day) cannot, and the page says so.
"""

from dataclasses import dataclass

from dashboard.dossiers import Which, typed_beside
from dashboard.profile import on_dashboard
from dashboard.tiles import Tile
from figures.counts import Scope

HOLD_THEM = ("on_time_rate", "progress_rate", "online_rate")
SETS = {  # base of a measure → what it is a share of
    "total": Which(),
    "in_period": Which("received"),
    "resolved": Which("finished", "resolved"),
    "finished": Which("finished"),
}


@dataclass(frozen=True)
class Typed:
    """So many of all, and of what is pending."""

    whole: int
    pending: int


def typed(scope: Scope) -> Typed:
    """Those of a period."""
    return Typed(typed_beside(scope, Which()), typed_beside(scope, Which("pending")))


def typed_in(scope: Scope, tiles: list[Tile]) -> dict[str, int]:
    """Key of a tile → how many of its n; only where there are any."""
    profile = on_dashboard(scope.profile)
    held = {
        tile.kpi.key: typed_beside(scope, SETS[profile.base(tile.rate.key)])
        for tile in tiles
        if tile.rate is not None and tile.rate.key in HOLD_THEM and tile.entered is None
    }
    return {key: number for key, number in held.items() if number}
