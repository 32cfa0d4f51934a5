"""In which count of the table a dossier is, as SQL: what ended by its promised day, what is pending by its clock."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from peewee import SQL, Case, Select, fn

from models.dossier import Dossier, Pause
from models.register import Letter

if TYPE_CHECKING:
    from figures.counts import Scope


def finished_leaf(scope: "Scope", of: Callable[[str], int | str] = str) -> Any:
    """The name of the count in which an ended dossier is, or what `of` makes of the name."""
    said = _said(of)
    early, on_time, _ = by_due_day(scope)
    how = [
        (Dossier.RESOLVED, Case(None, [(early, said("early")), (on_time, said("on_time"))], said("late"))),
        (Dossier.REFUSED, said("refused")),
        (Dossier.WITHDRAWN, said("withdrawn")),
        (Dossier.RETURNED_BACK, said("withdrawn")),
        (Dossier.STOPPED, said("stopped")),
    ]
    return Case(Dossier.outcome, how, said("unknown_outcome"))


def _said(of: Callable[[str], int | str]) -> Callable[[str], Any]:
    """What stands for the name of a count, in the SQL itself: PostgreSQL must see of which kind it is."""
    return lambda name: SQL(str(number) if isinstance(number := of(name), int) else f"'{number}'")


def by_due_day(scope: "Scope") -> tuple[Any, Any, Any]:
    """Conditions on an ended dossier: (early, on time, late). A moment is before a day if it is before its midnight,
    so only what is not early needs its day worked out."""
    day, not_early = fn.DATE(scope.end), scope.end >= scope.due
    return scope.end < scope.due, scope.due.is_null() | (not_early & (day == scope.due)), not_early & (day > scope.due)


def pending_leaf(scope: "Scope", of: Callable[[str], int | str] = str) -> Any:
    """The name of the count in which a dossier is that is pending at the end of `scope.as_at`, or what `of` makes of
    the name."""
    said = _said(of)
    overdue = Case(None, [(due_then(scope) < scope.as_at, said("pending_overdue"))], said("pending_in_time"))
    stands = [(Pause.SUPPLEMENT, said("supplement_waiting")), (Pause.FINANCIAL_DUTY, said("duty_waiting"))]
    return Case(_stands_at(scope.as_at), stands, overdue)


def pending_leaves(scope: "Scope", *columns: Any) -> Select:
    """One line for each dossier pending at the end of `scope.as_at`: the columns, `leaf` (the name of a count), `due`
    (as it was that day) and `waits_for` (the kind of stop its clock stands at, or None)."""
    return scope.pending(
        scope.period.last,
        *columns,
        pending_leaf(scope).alias("leaf"),
        due_then(scope).alias("due"),
        _stands_at(scope.as_at).alias("waits_for"),
    )


def due_then(scope: "Scope") -> Any:
    """D′ as it was on the day `scope.as_at`: with the stops that had ended, and the letters that were written, by then.

    What has no `due_after` has no ended stop, so most dossiers are spared the look at theirs.
    """
    day = scope.as_at
    later = Pause.select(fn.MAX(Pause.due_after)).where(Pause.dossier == Dossier.id, Pause.ended_on <= day)
    due = Case(None, [(Dossier.due_after.is_null(), Dossier.due_on)], fn.COALESCE(later, Dossier.due_on))
    if scope.profile.extended_counts_late:
        return due
    letters = Letter.select(Letter.id).where(Letter.dossier == Dossier.id)
    last = Letter.select(Letter.new_due_on).where(Letter.dossier == Dossier.id, Letter.written_on <= day)
    own = last.order_by(Letter.written_on.desc(), Letter.id.desc()).limit(1)
    promised = Case(None, [(fn.EXISTS(letters), own)], Dossier.extended_to)
    return Case(None, [(Dossier.extended_to.is_null(), due)], fn.COALESCE(promised, due))


def _stands_at(day: date) -> Any:
    """The kind of stop at which a dossier's clock stands at the end of a day, papers before a duty; NULL: it goes."""
    return Pause.select(fn.MAX(Pause.kind)).where(
        Pause.dossier == Dossier.id,
        Pause.began_on <= day,
        Pause.ended_on.is_null() | (Pause.ended_on > day),
    )
