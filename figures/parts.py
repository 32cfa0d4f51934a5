"""Which measures share one sum of 100 %: the parts of a whole, as a profile draws them.

Three parts are no measures of their own: direct_rate, carried_over_rate and duty_rate.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from figures.profile import Profile


def partitions(profile: "Profile") -> list[tuple[str, ...]]:
    """Every set of measures that make 100 % together, each dossier of the base in exactly one of them."""
    refusals = ["refused_rate", "withdrawn_rate", *_if(profile.stopped_bucket == "own", "stopped_rate")]
    overdue = ["pending_overdue_rate"]
    papers = profile.supplement_mode == "leaf" and profile.supplement_count == "supplement_waiting"
    waiting = [*_if(papers, "supplement_rate"), *_if(profile.duty_shown, "duty_rate")]
    sums = [_received(profile), _finished(profile)]
    complete = papers or profile.supplement_mode != "leaf"  # else (16) has no rate that could be taken off
    if profile.base("on_time_rate") == "total" and complete:
        late = ["late_rate", *_if(not profile.late_includes_overdue, *overdue)]
        sums.append(("on_time_rate", *late, *refusals, "pending_in_time_rate", *waiting))
        sums.append(("progress_rate", *late, *refusals, *waiting))
    if profile.base("on_time_rate") == "resolved":
        sums.append(("on_time_rate", "late_rate"))
    return sums


def others(profile: "Profile", measure: str) -> tuple[str, ...] | None:
    """The other parts of the measure's 100 %; None when it is no part of one."""
    for parts in partitions(profile):
        if measure in parts:
            return tuple(part for part in parts if part != measure)
    return None


def _received(profile: "Profile") -> tuple[str, ...]:
    apart = profile.base("online_rate") == "total" and profile.carried_over_shown and not profile.carried_over_as_online
    return ("online_rate", "direct_rate", *_if(apart, "carried_over_rate"))


def _finished(profile: "Profile") -> tuple[str, ...]:
    outside = [f"{name}_rate" for name in ("refused", "withdrawn") if name not in profile.finished_includes]
    return ("finish_rate", *outside, "pending_rate")


def _if(true: bool, *names: str) -> tuple[str, ...]:
    return names if true else ()
