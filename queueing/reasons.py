"""Why this ticket was called, and how the hall's order works, in one line each: in Vietnamese and in English.

A call stores the name of its rule and the facts (TicketMove.rule, .facts), so that it can be said in any language, and
the Vietnamese sentence as it stood on the officer's screen (TicketMove.why).
"""

import json
from collections.abc import Mapping
from typing import Any

from queueing import given
from queueing.given import Said
from queueing.rules import (
    AGE_CAP,
    ARRIVAL,
    BOOKED,
    CAME_BACK,
    CHOSEN,
    NO_CAP_MINUTES,
    NO_LIMIT,
    PRIORITY,
    RETURNED,
    TRANSFERRED,
    Rule,
)

HELPS = Said(
    "Giúp dịch vụ khác vì hàng của quầy trống.", "Helps another service, since the counter's own line is empty."
)
UNKNOWN = Said("Không ghi lại quy tắc.", "No rule was recorded.")

# (rule, the fact that tells its cases apart) → its sentence
SENTENCES = {
    (RETURNED, "kept"): Said("Đã được gọi trước đó, nay quay lại.", "Was called before, and has come back."),
    (RETURNED, ""): Said("Đã được gọi trước đó, nay quay lại.", "Was called before, and has come back."),
    (TRANSFERRED, "kept"): Said(
        "Được chuyển đến đúng quầy này, giữ thứ tự.", "Sent to this very counter, keeping its place."
    ),
    (TRANSFERRED, "adrift"): Said(
        "Được chuyển đến một quầy nay đã đóng, nên quầy nào nhận việc này cũng gọi được.",
        "Sent to a counter that is closed now, so any counter of this service may call it.",
    ),
    (RETURNED, "adrift"): Said("Đã được gọi trước đó, nay quay lại.", "Was called before, and has come back."),
    (TRANSFERRED, ""): Said("Được quầy khác chuyển đến, giữ thứ tự.", "Sent on by another counter, keeping its place."),
    (PRIORITY, "turn"): Said(
        "Ưu tiên, lượt {turn} trong tối đa {most} liên tiếp.", "Priority, turn {turn} of at most {most} in a row."
    ),
    (PRIORITY, "alone"): Said("Ưu tiên, không có ai khác đang chờ.", "Priority, and nobody else is waiting."),
    (PRIORITY, ""): Said("Ưu tiên, được gọi trước.", "Priority, called first."),
    (CAME_BACK, "run"): Said(
        "Đã gọi {run} số ưu tiên liên tiếp, nay đến người mang giấy tờ bổ sung.",
        "{run} with priority were called in a row; now whoever brings missing papers.",
    ),
    (CAME_BACK, ""): Said(
        "Mang giấy tờ bổ sung theo phiếu hẹn, được giữ chỗ trước người mới đến.",
        "Brings missing papers with a slip that keeps a place before new arrivals.",
    ),
    (ARRIVAL, "run"): Said(
        "Đã gọi {run} số ưu tiên liên tiếp, nay đến người đến trước.",
        "{run} with priority were called in a row; now whoever came first.",
    ),
    (ARRIVAL, "passed"): Said(
        "Đã tự lùi lượt cho người sau, nay đến lượt.", "Let others pass before, and it is their turn now."
    ),
    (ARRIVAL, "own"): Said(
        "Dịch vụ chính của quầy: đến trước, đã chờ {minutes} phút.",
        "The counter's own service: came first, has waited {minutes} min.",
    ),
    (ARRIVAL, "minutes"): Said("Đến trước, đã chờ {minutes} phút.", "Came first, has waited {minutes} min."),
    (ARRIVAL, ""): Said("Đến trước.", "Came first."),
    (BOOKED, "run"): Said(
        "Đã gọi {run} số ưu tiên liên tiếp, nay đến người đã đặt trước.",
        "{run} with priority were called in a row; now whoever booked beforehand.",
    ),
    (BOOKED, "hour"): Said(
        "Đã đặt trước lúc {hour:02d}:{minute:02d} và đến đúng hẹn.",
        "Booked beforehand for {hour:02d}:{minute:02d}, and came on time.",
    ),
    (BOOKED, ""): Said("Đã đặt trước và đến đúng hẹn.", "Booked beforehand, and came on time."),
    (AGE_CAP, "cap"): Said(
        "Đã chờ quá {cap} phút nên không ai được vượt trước.",
        "Has waited more than {cap} min, so nobody may go before.",
    ),
    (AGE_CAP, ""): Said("Đã chờ lâu nên không ai được vượt trước.", "Has waited long, so nobody may go before."),
}

NAMES = {
    RETURNED: Said("Quay lại", "Came back"),
    TRANSFERRED: Said("Chuyển quầy", "Sent on"),
    PRIORITY: Said("Ưu tiên", "Priority"),
    CAME_BACK: Said("Bổ sung giấy tờ", "Missing papers"),
    ARRIVAL: Said("Đến trước", "Came first"),
    BOOKED: Said("Đặt trước", "Booked"),
    AGE_CAP: Said("Chờ quá lâu", "Waited too long"),
    CHOSEN: Said("Gọi ngoài thứ tự", "Called out of turn"),
}


def why(rule: str, facts: Mapping[str, Any]) -> Said:
    """The sentence of a rule and its facts; without the facts, as of an older history, what the rule alone tells."""
    case = next((fact for known, fact in SENTENCES if known == rule and (fact in facts or not fact)), None)
    if case is None:
        return UNKNOWN
    vi, en = (words.format(**facts) for words in SENTENCES[rule, case])
    return Said(f"{HELPS.vi} {vi}", f"{HELPS.en} {en}") if facts.get("helps") else Said(vi, en)


def of_call(rule: str | None, facts: str | None, said: str) -> Said:
    """Why a stored call was made: `rule`, `facts` and `why` of its TicketMove. What a person wrote as a reason is never
    translated."""
    if rule == CHOSEN:
        reason = given.said(said)
        return Said(f"Gọi ngoài thứ tự. Lý do: {reason.vi}", f"Called out of turn. Reason: {reason.en}")
    if facts is None:
        return Said(said, said) if said else why(rule or "", {})
    return why(rule or "", json.loads(facts))


def poster(rule: Rule) -> list[Said]:
    """The rule as it stands, a sentence a line, for the hall: what one is called by, first things first."""
    if rule.strict:
        lines = [Said("Ai đến trước được gọi trước.", "Whoever came first is called first.")]
    else:
        lines = [
            Said(
                "Người lỡ lượt đã quay lại được gọi trước; sau đó là người được chuyển quầy.",
                "Whoever was called before and comes back goes first, then whoever another counter sent on.",
            ),
            _of_priority(rule),
            Said(
                "Người mang giấy tờ bổ sung theo phiếu hẹn được gọi trước người mới đến.",
                "Whoever brings missing papers with a slip goes before new arrivals.",
            ),
            Said(
                "Những người còn lại: ai đến trước được gọi trước; số đặt trước xếp theo giờ đã đặt.",
                "All others: first come, first served; a booked number stands by its time.",
            ),
        ]
        if rule.age_cap_minutes < NO_CAP_MINUTES:
            lines.append(
                Said(
                    f"Ai đã chờ quá {rule.age_cap_minutes} phút thì không ai được vượt trước.",
                    f"Nobody may go before a person who has waited {rule.age_cap_minutes} minutes.",
                )
            )
    if rule.helps_out:
        lines.append(
            Said(
                "Quầy nào hết người chờ thì giúp hàng khác, nên số của hai hàng có thể chen nhau.",
                "A counter without a line helps another one, so numbers of two lines may mix.",
            )
        )
    lines.append(
        Said(
            "Cán bộ gọi ngoài thứ tự phải ghi lý do, và lãnh đạo xem được.",
            "Staff who call out of turn must give a reason, which the director can read.",
        )
    )
    return lines


def _of_priority(rule: Rule) -> Said:
    if not rule.priority_run:
        return Said("Số ưu tiên chờ như mọi người.", "Priority numbers wait like all others.")
    if rule.priority_run >= NO_LIMIT:
        return Said("Số ưu tiên được gọi trước.", "Priority numbers are called first.")
    return Said(
        f"Số ưu tiên được gọi trước, nhiều nhất {rule.priority_run} người liên tiếp khi còn người khác chờ.",
        f"Priority numbers go first, at most {rule.priority_run} in a row while others wait.",
    )
