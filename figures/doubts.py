"""Printed figures that nobody could work out again, and settings that do nothing: said before a report goes out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from figures.facts import unknown_exclusions
from figures.measures import Rate, name_of
from figures.profile import Profile
from figures.rates import HUNDRED, counted, printed
from models.centre import Centre, Field


@dataclass(frozen=True)
class Doubt:
    """One warning. `key` is the measure, or the setting, that it is about."""

    key: str
    sentence: str
    sentence_en: str


def doubts(rates: Iterable[Rate], profile: Profile) -> list[Doubt]:
    """The rates whose counts do not give what is printed for them, and those that are more than a whole."""
    return [*_unfounded(rates := list(rates), profile), *_more_than_all(rates, profile)]


def idle_settings(centre: Centre, profile: Profile) -> list[Doubt]:
    """Procedures, fields and blocks that the profile names and the centre does not have."""
    found = [
        Doubt(
            "digitised_result_exclusions",
            f"Mẫu báo cáo loại trừ “{name}”, nhưng trung tâm không có thủ tục hoặc lĩnh vực tên như vậy.",
            f"The profile leaves out “{name}”, but the centre has no procedure or field of that name.",
        )
        for name in unknown_exclusions(centre, profile)
    ]
    fields = {row.name for row in Field.select(Field.name).where(Field.centre == centre)}
    for block in profile.source_blocks:
        for name in block.fields:
            if name not in fields:
                vi = f"Khối “{block.name}” có lĩnh vực “{name}”, nhưng trung tâm không có lĩnh vực tên như vậy."
                en = f"Block “{block.name}” holds the field “{name}”, but the centre has none of that name."
                found.append(Doubt("source_blocks", vi, en))
    return found


def _unfounded(rates: Iterable[Rate], profile: Profile) -> Iterator[Doubt]:
    for one in rates:
        if one.follows or one.value is None:
            continue
        sign = profile.thousands_sign
        share = f"{counted(int(one.share.part), sign)}/{counted(int(one.share.whole), sign)}"
        rounding = profile.rounding_for(one.key)
        honest = printed(one.honest, rounding, profile.decimal_sign, "\u00a0" if profile.percent_gap else "")
        vi, name = name_of(one.key, profile), one.key.replace("_", " ")
        yield Doubt(
            one.key,
            f"{vi}: in {one.said}, nhưng {share} là {honest}. Số in ra được lấy bằng 100 trừ các phần còn lại.",
            f"{name}: {one.said} is printed, but {share} is {honest}. What is printed is 100 less the other parts.",
        )


def _more_than_all(rates: Iterable[Rate], profile: Profile) -> Iterator[Doubt]:
    for one in rates:
        if one.value is not None and one.value > HUNDRED:
            yield Doubt(
                one.key,
                f"{name_of(one.key, profile)}: {one.said} là hơn 100 %. Mời xem lại tử số và mẫu số.",
                f"{one.key.replace('_', ' ')}: {one.said} is more than 100 %. Please look at its two numbers again.",
            )
