"""A list of payments: it tells what was paid for a dossier and when, and nothing of its state.

Several payments for one dossier are added up; one that is listed twice counts once.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dossiers.codes import DossierCode
from imports.notes import ONLY_PAYMENTS
from imports.records import Record
from imports.rows import Reader


@dataclass(slots=True)
class _Paid:
    """What was paid for one dossier so far."""

    code: DossierCode
    row: int
    fee: int | None = None
    amount: int | None = None
    on: date | None = None
    online: bool | None = None
    transactions: set = field(default_factory=set)


class PaymentReader(Reader):
    """Reads rows that are payments; their records come when the last row is read."""

    TELLING = ("fee_paid", "paid_on", "payment")

    def _begin(self) -> None:
        self._paid: dict[str, _Paid] = {}
        self.notes.say(*ONLY_PAYMENTS)

    def _take(self, number: int, values: dict[str, Any]) -> None:
        get, code = values.get, values["code"]
        amount, on = get("fee_paid"), get("paid_on")
        if get("paid") is False:
            self.notes.count("unpaid", number)
            return
        if amount is None and get("paid"):
            amount = get("fee")
        if amount is None and on is None:
            key = "fee_paid" if self.has("fee_paid") else "paid_on"
            self.refuse(number, key, "thiếu số tiền và ngày thanh toán.", "neither an amount nor a day of payment.")
            return
        transaction = get("transaction") or (amount, on)
        paid = self._paid.get(code.key)
        if paid is None:
            paid = self._paid[code.key] = _Paid(code, number, online=get("payment"))
        elif transaction in paid.transactions:
            self.notes.count("repeated", number)
            return
        else:
            self.notes.count("several payments", number)
            if get("payment") is not paid.online:
                paid.online = None
        paid.transactions.add(transaction)
        paid.amount = amount if paid.amount is None else paid.amount + (amount or 0)
        if on is not None:
            paid.on = max(paid.on or on.date(), on.date())
        paid.fee = get("fee") if paid.fee is None else paid.fee

    def finish(self) -> None:
        for paid in self._paid.values():
            self.sink.record(_record(paid))
        self.taken = len(self._paid)
        super().finish()


def _record(paid: _Paid) -> Record:
    return Record(
        code=paid.code.text,
        key=paid.code.key,
        field=None,
        procedure_code=None,
        procedure="",
        channel=None,
        received_at=None,
        due_on=None,
        ended_at=None,
        outcome=None,
        returned_at=None,
        pause=None,
        pause_on=None,
        asked_on=None,
        fee=paid.fee,
        paid_online=paid.online,
        digitised_input=None,
        digitised_result=None,
        counted=True,
        status="",
        status_on=paid.on,
        fee_paid=paid.amount,
        paid_on=paid.on,
        row=paid.row,
    )
