"""The ledger as a csv file: a line a number, none of a person."""

from collections import Counter as Tally
from collections.abc import Iterator

from fairness.words import KINDS
from figures.fairness import Entry, Ledger
from models.counter import Counter
from queueing import reasons
from queueing.calibration import is_right
from spreadsheet import csv_of

HEADS = (
    *("Ngày", "Số", "Dịch vụ", "Lớp", "Lấy số lúc", "Gọi lần đầu lúc", "Chờ (giây)", "Quầy gọi", "Quy tắc", "Vì sao"),
    *("Người đến sau được gọi trước", "Trong đó theo quy tắc", "Các số đó", "Đã nói chờ từ (phút)", "đến (phút)"),
    "Nói đúng",
)


def ledger_csv(ledger: Ledger) -> bytes:
    """The file."""
    return csv_of(HEADS, _rows(ledger))


def _rows(ledger: Ledger) -> Iterator[tuple[object, ...]]:
    codes = {entry.id: entry.code for entry in ledger.entries}
    labels = {counter.id: counter.label for counter in Counter.of(ledger.centre)}
    for entry in ledger.entries:
        call, ticket = entry.number.first_call, entry.number.ticket
        rules = Tally(one.rule for one in entry.overtaken_by)
        yield (
            ledger.day.isoformat(),
            entry.code,
            entry.service.name,
            str(KINDS[entry.kind]),
            f"{entry.number.came:%H:%M:%S}",
            f"{call.at:%H:%M:%S}" if call else None,
            entry.wait,
            labels.get(call.counter or 0, "") if call else None,
            _name(call.rule) if call else None,
            reasons.of_call(call.rule, call.facts, call.why).vi if call else None,
            len(entry.overtaken_by),
            "; ".join(f"{_name(rule)}: {n}" for rule, n in sorted(rules.items())),
            " ".join(codes[one.by] for one in entry.overtaken_by),
            ticket.promised_soonest,
            ticket.promised_latest,
            _judged(entry),
        )


def _name(rule: str | None) -> str:
    return reasons.NAMES[rule].vi if rule in reasons.NAMES else ""


def _judged(entry: Entry) -> str | None:
    ticket = entry.number.ticket
    if entry.wait is None or ticket.promised_soonest is None or ticket.promised_latest is None or ticket.deferred:
        return None
    return "có" if is_right(ticket.promised_soonest, ticket.promised_latest, entry.wait) else "không"
