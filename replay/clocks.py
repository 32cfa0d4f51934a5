"""The hands of the clock while a plan is replayed: they jump."""

from datetime import datetime


class JumpingClock:
    """Stands still, and jumps to the next act."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def reach(self, moment: datetime) -> None:
        """Never goes back."""
        self._at = max(self._at, moment)
