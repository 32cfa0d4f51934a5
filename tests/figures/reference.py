"""The definitions of the figures read one by one, without haste: a plain list of dossiers, a period, a profile.

Nothing of `figures` is used but the period and the profile; nothing is fast. A dossier is a dict of its columns, with
`stops` [(kind, first day, last day or None)], `letters` [(written on, new day)] and `asked` [moments of asking].
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from dossiers.calendar import WorkingDays
from figures.period import Period
from figures.profile import Profile

CALENDAR = WorkingDays(resting=frozenset({date(2026, 10, 20), date(2026, 11, 24)}))
CHANNELS = ("online", "direct", "postal")
LEAF_OF = {"refused": "refused", "withdrawn": "withdrawn", "returned_back": "withdrawn", "stopped": "stopped"}


def due_after(one: dict, day: date) -> date | None:
    """D′ on a day: the day first promised and the working days of every stop that has ended by then."""
    return CALENDAR.prolong(one["due_on"], [(begun, end) for _, begun, end in one["stops"] if end and end <= day])


class Reading:
    """What one profile says of the dossiers in one period, asked on one day."""

    def __init__(self, dossiers: list[dict], period: Period, profile: Profile, today: date) -> None:
        self.period, self.profile, self.today = period, profile, today
        self.as_at = min(period.last, today)
        self.dossiers = [one for one in dossiers if one["counted"] and (profile.include_test or not one["is_test"])]

    # Sets

    def end(self, one: dict) -> date | None:
        moment = one["ended_at"]
        if self.profile.end_event == "returned" and one["outcome"] == "resolved":
            moment = one["returned_at"]
        return moment.date() if moment else None

    def received(self) -> list[dict]:
        return [one for one in self.dossiers if self.period.first <= one["received_at"].date() <= self.period.last]

    def carried_over(self) -> list[dict]:
        return [
            one
            for one in self.dossiers
            if one["received_at"].date() < self.period.first and not self._ended_before(one, self.period.first)
        ]

    def total(self) -> list[dict]:
        return self.received() + self.carried_over()

    def finished(self) -> list[dict]:
        return [one for one in self.total() if (end := self.end(one)) and self.period.first <= end <= self.period.last]

    def pending(self) -> list[dict]:
        return [one for one in self.total() if (end := self.end(one)) is None or end > self.period.last]

    def _ended_before(self, one: dict, day: date) -> bool:
        end = self.end(one)
        return end is not None and end < day

    # Leaves

    def leaf(self, one: dict) -> str:
        """Of a finished or pending dossier."""
        end = self.end(one)
        return self._finished_leaf(one) if end and end <= self.period.last else self._pending_leaf(one)

    def due(self, one: dict) -> date | None:
        """The day by which its leaf is judged: with the stops and letters up to its end, or up to the last day."""
        end = self.end(one)
        done = bool(end and end <= self.period.last)
        if not self.profile.extended_counts_late and one["extended_to"]:
            if done or not one["letters"]:
                return one["extended_to"]
            if written := sorted(letter for letter in one["letters"] if letter[0] <= self.as_at):
                return written[-1][1]
        return due_after(one, date.max if done else self.as_at)

    def _finished_leaf(self, one: dict) -> str:
        if one["outcome"] != "resolved":
            return LEAF_OF.get(one["outcome"], "unknown_outcome")
        end, due = self.end(one), self.due(one)
        if due is None or end == due:
            return "on_time"
        return "early" if end < due else "late"

    def _pending_leaf(self, one: dict) -> str:
        standing = {kind for kind, begun, end in one["stops"] if begun <= self.as_at and (not end or end > self.as_at)}
        if "supplement" in standing:
            return "supplement_waiting"
        if "financial_duty" in standing:
            return "duty_waiting"
        due = self.due(one)
        return "pending_overdue" if due is not None and due < self.as_at else "pending_in_time"

    # Sums

    def counts(self) -> Counter:
        """Name of a field of figures.counts.Counts → how many."""
        found: Counter = Counter()
        for one in self.received():
            found[one["channel"] if one["channel"] in CHANNELS else "unknown_channel"] += 1
        for one in self.carried_over():
            found["carried_" + (one["channel"] if one["channel"] in CHANNELS else "unknown")] += 1
        found.update(self._finished_leaf(one) for one in self.finished())
        found.update(self._pending_leaf(one) for one in self.pending())
        if self.profile.supplement_mode == "flow" or self.profile.supplement_rate_of == "asked":
            found["supplement_asked"] = self.asked()
        return found

    def asked(self) -> int:
        """Dossiers of which papers were asked for in the period, once or more often."""
        return sum(any(self.period.holds(at.date()) for at in one["asked"]) for one in self.dossiers)

    def results(self) -> list[dict]:
        return [one for one in self.finished() if one["outcome"] == "resolved" and one["result_required"]]

    def left_out(self, one: dict) -> bool:
        names = self.profile.digitised_result_exclusions
        return one["field_name"] in names or one["procedure_code"] in names

    # Measures

    def shares(self) -> dict[str, tuple[int, int] | None]:
        """Measure → (numerator, denominator); None where the profile shows it within something else."""
        profile, leaves = self.profile, Counter(self._leaves())
        total = len(self.total())
        stopped, done = leaves["stopped"], leaves["early"] + leaves["on_time"]
        refused = leaves["refused"] + (stopped if profile.stopped_bucket == "refused" else 0)
        withdrawn = leaves["withdrawn"] + (stopped if profile.stopped_bucket == "withdrawn" else 0)
        finished = len(self.finished())
        finished -= 0 if "refused" in profile.finished_includes else refused
        finished -= 0 if "withdrawn" in profile.finished_includes else withdrawn
        in_time = leaves["pending_in_time"] + (0 if profile.duty_shown else leaves["duty_waiting"])
        in_time += 0 if profile.supplement_mode == "leaf" else leaves["supplement_waiting"]
        kept_base = {"total": total, "resolved": done + leaves["late"], "finished": finished}
        base = kept_base[profile.bases.get("on_time_rate", "total")]
        late = leaves["late"] + (leaves["pending_overdue"] if profile.late_includes_overdue else 0)
        return {
            "online_rate": self._online(),
            "finish_rate": (finished, total),
            "on_time_rate": (done, base),
            "progress_rate": (done + in_time, total),
            "late_rate": (late, base),
            "refused_rate": (refused, total),
            "withdrawn_rate": (withdrawn, total),
            "stopped_rate": (stopped, total) if profile.stopped_bucket == "own" else None,
            "supplement_rate": self._supplement(leaves, total),
            "pending_rate": (len(self.pending()), total),
            "pending_in_time_rate": (in_time, total),
            "pending_overdue_rate": (leaves["pending_overdue"], total),
            "payment_rate": self._paid("payment_rate", lambda one: 1),
            "payment_money_rate": self._money("payment_money_rate"),
            "digitised_input_rate": self._with("digitised_input", "digitised_input_rate"),
            "digitised_result_rate": self._files(),
            "reuse_rate": self._with("reused", "reuse_rate"),
        }

    def _leaves(self) -> Iterator[str]:
        yield from (self._finished_leaf(one) for one in self.finished())
        yield from (self._pending_leaf(one) for one in self.pending())

    def _online(self) -> tuple[int, int]:
        online = sum(one["channel"] == "online" for one in self.received())
        if self.profile.bases.get("online_rate", "in_period") == "in_period":
            return online, len(self.received())
        if not self.profile.carried_over_shown:
            online += sum(one["channel"] == "online" for one in self.carried_over())
        elif self.profile.carried_over_as_online:
            online += len(self.carried_over())
        return online, len(self.total())

    def _supplement(self, leaves: Counter, total: int) -> tuple[int, int] | None:
        shown = {"leaf": "waiting", "flow": "asked", "hidden": None}[self.profile.supplement_mode]
        of = shown if self.profile.supplement_rate_of == "as_shown" else self.profile.supplement_rate_of
        if of is None:
            return None
        return (leaves["supplement_waiting"] if of == "waiting" else self.asked()), total

    def _set(self, measure: str, usual: str) -> list[dict]:
        base = self.profile.bases.get(measure, usual)
        return {"total": self.total, "in_period": self.received, "finished": self.finished}[base]()

    def _paid(self, measure: str, worth: Callable[[dict], int]) -> tuple[int, int]:
        owing = [one for one in self._set(measure, "total") if one["fee"] > 0]
        return sum(worth(one) for one in owing if self._online_then(one)), sum(worth(one) for one in owing)

    def _money(self, measure: str) -> tuple[int, int]:
        paid = [one for one in self._set(measure, "total") if one["fee"] > 0 and self._online_then(one) is not None]
        money = [(one["fee"] if one["fee_paid"] is None else one["fee_paid"], one["paid_online"]) for one in paid]
        return sum(amount for amount, online in money if online), sum(amount for amount, _ in money)

    def _online_then(self, one: dict) -> bool | None:
        """How it was paid, as far as it was by the day of which it is told."""
        return None if one["paid_on"] and one["paid_on"] > self.as_at else one["paid_online"]

    def _with(self, fact: str, measure: str) -> tuple[int, int]:
        chosen = self._set(measure, "in_period")
        return sum(bool(one[fact]) for one in chosen), len(chosen)

    def _files(self) -> tuple[int, int]:
        chosen = [one for one in self.results() if not self.left_out(one)]
        if self.profile.bases.get("digitised_result_rate") == "in_time":
            chosen = [one for one in chosen if self._finished_leaf(one) != "late"]
        return sum(bool(one["digitised_result"]) for one in chosen), len(chosen)


def cut(part: int, whole: int, mode: str, digits: int) -> Fraction | None:
    """Percent cut to its digits with whole numbers only; None of nothing."""
    if whole == 0:
        return None
    scale = 10**digits
    doubled = 2 * 100 * part * scale
    units = (doubled + (0 if mode == "truncate" else whole)) // (2 * whole)
    return Fraction(units, scale)


def day_range(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    while first <= last:
        yield first
        first += timedelta(days=1)
