"""The facts of a dossier that figures are made of: channel, due date, fee and how it was paid, what is digitised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.dossier import Dossier, Outcome
from queueing.errors import Invalid

CHANNELS = ("online", "direct", "postal")
HIGHEST_FEE = 1_000_000_000  # đồng


@dataclass(frozen=True)
class Facts:
    """What the strip asks besides code and outcome; None where it was skipped."""

    channel: str | None = None  # None: as known, or online
    due_on: date | None = None
    fee: int | None = None  # đồng; None: as known, or the procedure's
    paid_online: bool | None = None
    digitised: bool | None = None  # of the input; of the result where that is handed over

    def check(self) -> None:
        """Raises Invalid for a channel not on the list or a fee out of bounds."""
        if self.channel not in (None, *CHANNELS):
            raise Invalid(
                "Kênh nộp phải là Trực tuyến, Trực tiếp hoặc Bưu chính.",
                "The channel must be online, direct or postal.",
                field="channel",
            )
        if self.fee is not None and not 0 <= self.fee <= HIGHEST_FEE:
            raise Invalid(
                "Phí, lệ phí phải từ 0 đến 1.000.000.000 đồng.", "The fee must be 0 to 1,000,000,000 đồng.", field="fee"
            )

    def fill(self, dossier: Dossier, outcome: str, day: date) -> None:
        """Set fee, payment and digitisation on the row, unsaved; what was skipped leaves what was known.

        `day`: of the visit. Who answers how a fee was paid has seen it paid, on that day if no other is known.
        """
        for name, value in self.filled(dossier.__data__, outcome, day).items():
            setattr(dossier, name, value)

    def filled(self, known: Mapping[str, Any], outcome: str, day: date) -> dict[str, Any]:
        """What `fill` sets, of what is known: columns of the row, or parts of a claim, by name."""
        told: dict[str, Any] = {} if self.fee is None else {"fee": self.fee}
        if told.get("fee", known.get("fee")) == 0:
            told |= {"paid_online": None, "paid_on": None}
        elif self.paid_online is not None:
            told |= {"paid_online": self.paid_online, "paid_on": known.get("paid_on") or day}
        if self.digitised is not None:
            told["digitised_result" if outcome == Outcome.RETURNED else "digitised_input"] = self.digitised
        return told


def is_digitised(dossier: Dossier, outcome: str) -> bool | None:
    """Whether what a line is about is digitised: the result where that was handed over, else what came in; None while
    nobody has said so."""
    return dossier.digitised_result if outcome == Outcome.RETURNED else dossier.digitised_input


def is_complete(dossier: Dossier | None, outcome: str) -> bool:
    """Whether a line lacks nothing: digitised is answered, and paid online where there is a fee.

    Only reception and the handing over of a result ask for them.
    """
    if dossier is None or outcome not in (Outcome.RECEIVED, Outcome.RETURNED):
        return True
    return is_digitised(dossier, outcome) is not None and (dossier.fee == 0 or dossier.paid_online is not None)
