"""Sentences for citizens that a centre may word itself: what stands where none is written, and what is said.

An empty column means: as delivered, in every language that has a catalogue. A centre's own sentence has an English of
its own; a third language may carry it in its catalogue, and else reads it in Vietnamese.
"""

import hashlib
from dataclasses import dataclass

from flask_babel import force_locale, gettext

from models.centre import Centre

N_ = str  # marks a sentence for pybabel, which knows this name

GROUPS = (  # whom the question about priority means; rules of the province may say more
    N_("người cao tuổi"),
    N_("người khuyết tật"),
    N_("người đang mang thai hoặc bế trẻ nhỏ"),
    N_("người có công"),
    N_("người đang mệt"),
)


@dataclass(frozen=True)
class Wording:
    """One sentence. Its columns of `Centre` are `column` and `column`_en; `most` is what its place has room for."""

    column: str
    delivered: str
    most: int  # characters


SENTENCES = {
    one.column: one
    for one in (
        Wording("kiosk_title", N_("Hôm nay ông/bà cần làm việc gì?"), 50),
        Wording("kiosk_hint", N_("Chạm vào một ô. Máy sẽ in số thứ tự."), 70),
        Wording("kiosk_closing", N_("Nộp hồ sơ trực tuyến bất cứ lúc nào tại %(portal)s."), 120),
        Wording("tv_before", N_("Mời ông/bà lấy số ở máy gần cửa."), 60),
        Wording("ticket_foot", N_("Lỡ lượt? Hãy báo bất kỳ quầy nào."), 70),
    )
}
MOST_GROUPS = 240  # characters of all lines together


def worded(centre: Centre, column: str) -> str:
    """A sentence in the language of the page."""
    own, own_en = getattr(centre, column), getattr(centre, f"{column}_en")
    if _english() and (own or own_en):
        return own_en or own
    return gettext(own) if own else delivered(centre, column)


def delivered(centre: Centre, column: str, language: str = "") -> str:
    """What stands where the centre has written nothing, in the language of the page or in `language`."""
    if language:
        with force_locale(language):
            return delivered(centre, column)
    if column == "priority_groups":
        return "\n".join(gettext(one) for one in GROUPS)
    return gettext(SENTENCES[column].delivered, portal=centre.portal)


def priority_groups(centre: Centre) -> str:
    """Who is meant by priority, as one part of a sentence: "người cao tuổi, người khuyết tật, …"."""
    return ", ".join(worded(centre, "priority_groups").split("\n"))


def fingerprint(centre: Centre, files: str) -> str:
    """Differs when a page of these `files` that says these sentences has become old; 12 characters."""
    columns = (*SENTENCES, "priority_groups")
    said = [getattr(centre, name + end) for name in columns for end in ("", "_en")]
    return hashlib.sha256("\x1f".join([*said, centre.portal, files]).encode()).hexdigest()[:12]


def _english() -> bool:
    return gettext("vi") == "en"
