"""Settings of a report profile that cannot be used together, each pair with the reason."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from figures.parts import others

if TYPE_CHECKING:
    from figures.profile import Profile

BASES: dict[str, tuple[str, ...]] = {  # the first is the default
    "online_rate": ("in_period", "total"),
    "on_time_rate": ("total", "resolved", "finished"),
    "payment_rate": ("total", "in_period", "finished"),
    "payment_money_rate": ("total", "in_period", "finished"),
    "digitised_input_rate": ("in_period", "total"),
    "digitised_result_rate": ("resolved", "in_time"),
    "reuse_rate": ("in_period", "total"),
    "feedback_on_time_rate": ("in_period", "due"),
}


class Contradiction(ValueError):
    def __init__(self, one: str, other: str, vi: str, en: str) -> None:
        super().__init__(f"{one} / {other}: {en}")
        self.one, self.other, self.vi, self.en = one, other, vi, en


def contradictions(profile: "Profile") -> Iterator[Contradiction]:
    yield from _of_signs(profile)
    yield from _of_bases(profile)
    yield from _of_rounding(profile)
    if profile.carried_over_as_online and profile.base("online_rate") == "in_period":
        yield Contradiction(
            "carried_over_as_online",
            "bases.online_rate",
            "hồ sơ kỳ trước tính là trực tuyến, nhưng mẫu số chỉ gồm hồ sơ tiếp nhận trong kỳ.",
            "carried-over dossiers count as online, but the base holds only those received in the period.",
        )
    if profile.carried_over_as_online and not profile.carried_over_shown:
        yield Contradiction(
            "carried_over_as_online",
            "carried_over_shown",
            "hồ sơ kỳ trước đã được xếp theo kênh nộp, không thể tính thêm là trực tuyến.",
            "carried-over dossiers are spread by channel already and cannot count as online besides.",
        )
    if profile.late_includes_overdue and profile.base("on_time_rate") != "total":
        yield Contradiction(
            "late_includes_overdue",
            "bases.on_time_rate",
            "hồ sơ đang quá hạn chưa giải quyết xong nên không nằm trong mẫu số đã chọn; mẫu số phải là tổng số hồ sơ "
            "tiếp nhận (3).",
            "overdue dossiers are not finished, so the chosen base does not hold them; it must be the total (3).",
        )
    if profile.source_blocks and not profile.annex_by_field:
        yield Contradiction(
            "source_blocks",
            "annex_by_field",
            "khối lĩnh vực báo riêng cần phụ lục theo lĩnh vực.",
            "blocks of fields need an annex by field.",
        )
    if profile.exclusion_note and not profile.digitised_result_exclusions:
        yield Contradiction(
            "exclusion_note",
            "digitised_result_exclusions",
            "ghi chú loại trừ được in mà không loại trừ thủ tục nào.",
            "the note on what is left out would be printed although nothing is.",
        )
    names = [name for block in profile.source_blocks for name in block.fields]
    if len(names) != len(set(names)):
        yield Contradiction(
            "source_blocks",
            "source_blocks",
            "một lĩnh vực nằm trong hai khối.",
            "a field lies in two blocks.",
        )
    if profile.signing.mode == "KT." and not profile.signing.title.casefold().startswith("phó"):
        yield Contradiction(
            "signing.mode",
            "signing.title",
            "ký thay (KT.) thì chức danh phải là cấp phó.",
            "KT. is signed by a deputy: the title begins with PHÓ.",
        )


def _of_signs(profile: "Profile") -> Iterator[Contradiction]:
    if profile.decimal_sign == profile.thousands_sign:
        yield Contradiction(
            "decimal_sign",
            "thousands_sign",
            "hai dấu giống nhau nên không đọc được số.",
            "the same sign for both: nobody could read the figures.",
        )


def _of_bases(profile: "Profile") -> Iterator[Contradiction]:
    for measure, base in profile.bases.items():
        if base not in (allowed := BASES.get(measure, ("total",))):
            yield Contradiction(
                f"bases.{measure}",
                measure,
                f"mẫu số “{base}” không dùng cho chỉ tiêu này. Chọn một trong: {', '.join(allowed)}.",
                f"the base “{base}” is not one of this measure's: {', '.join(allowed)}.",
            )


def _of_rounding(profile: "Profile") -> Iterator[Contradiction]:
    if profile.rounding.mode == "plug":
        yield Contradiction(
            "rounding.mode",
            "rounding_of",
            "chỉ một chỉ tiêu của mỗi tổng được bù cho đủ 100; chọn cách này ở riêng một chỉ tiêu.",
            "only one part of each sum can make up the rest; choose it for that measure alone.",
        )
    plugged = [measure for measure, rounding in profile.rounding_of.items() if rounding.mode == "plug"]
    for measure in plugged:
        parts = others(profile, measure)
        if parts is None:
            yield Contradiction(
                f"rounding_of.{measure}",
                f"bases.{measure}" if measure in BASES else "supplement_mode",
                "với các lựa chọn này chỉ tiêu không phải là phần của tổng 100 %, nên không bù được.",
                "with these choices it is no part of a sum of 100 %, so it cannot make up the rest.",
            )
            continue
        for other in plugged:
            if other in parts:
                yield Contradiction(
                    f"rounding_of.{measure}",
                    f"rounding_of.{other}",
                    "hai phần của một tổng không thể cùng bù cho nhau.",
                    "two parts of one sum cannot both make up the rest.",
                )
