"""Printed figures that nobody could work out again, and settings that do nothing: said before a report goes out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from digits import english, percent
from figures.facts import unknown_exclusions
from figures.measure_names import name_of
from figures.measured import Measured
from figures.measures import Rate
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


def contradicted(found: Measured, field: str = "") -> Iterator[Doubt]:
    """Measures that were typed in, where what is counted says otherwise. `field`: the name of that which it is of."""
    for key, figure in found.entered.items():
        typed, ours = found.rates.get(key), found.counted.get(key)
        if typed is None or ours is None or ours.value is None or ours.value == typed.value:
            continue
        sign = found.profile.thousands_sign
        share = f"{counted(int(ours.share.part), sign)}/{counted(int(ours.share.whole), sign)}"
        name, name_en = name_of(key, found.profile), key.replace("_", " ")
        if field:
            name, name_en = f"{field}, {name[:1].lower()}{name[1:]}", f"{field}, {name_en}"
        yield Doubt(
            key,
            f"{name}: số nhập tay là {typed.said} (nguồn: {figure.source}), nhưng số liệu đếm được là {share}, "
            f"tức {ours.said}. Báo cáo in số nhập tay. Mời xem lại một trong hai.",
            f"{name_en}: {_english(typed.value)} was typed in (source: {figure.source}), but what is counted is "
            f"{_share(ours)}, which is {_english(ours.value)}. The report prints what was typed. "
            "Please look at one of the two again.",
        )


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
            f"{name}: {_english(one.value)} is printed, but {_share(one)} is {_english(one.honest)}. "
            "What is printed is 100 less the other parts.",
        )


def _more_than_all(rates: Iterable[Rate], profile: Profile) -> Iterator[Doubt]:
    for one in rates:
        if one.value is not None and one.value > HUNDRED:
            yield Doubt(
                one.key,
                f"{name_of(one.key, profile)}: {one.said} là hơn 100 %. Mời xem lại tử số và mẫu số.",
                f"{one.key.replace('_', ' ')}: {_english(one.value)} is more than 100 %. "
                "Please look at its two numbers again.",
            )


def _share(one: Rate) -> str:
    return f"{english(int(one.share.part))}/{english(int(one.share.whole))}"


def _english(rate: Decimal | None) -> str:
    return percent(rate, language="en")
