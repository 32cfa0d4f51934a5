"""The report profile: every choice in which centres differ, with the words that are printed for it.

One JSON object per profile, stored in `ReportProfile.settings`. A profile that contradicts itself is refused with the
two settings named. Which report uses which choice was read from printed reports: docs/decisions.md, "Report profiles".
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from figures.parts import others
from queueing.errors import Invalid
from shapes import Strict, Text

MeasureKey = Literal[
    "online_rate",
    "finish_rate",
    "on_time_rate",
    "progress_rate",
    "late_rate",
    "refused_rate",
    "withdrawn_rate",
    "stopped_rate",
    "supplement_rate",
    "pending_rate",
    "pending_in_time_rate",
    "pending_overdue_rate",
    "payment_rate",
    "payment_money_rate",
    "digitised_input_rate",
    "digitised_result_rate",
    "reuse_rate",
    "full_active_rate",
    "partial_active_rate",
    "feedback_on_time_rate",
    "satisfaction_rate",
]
ColumnKey = Literal[
    "total_received",
    "online",
    "direct",
    "carried_over",
    "finished",
    "early",
    "on_time",
    "late",
    "refused",
    "withdrawn",
    "stopped",
    "pending",
    "pending_in_time",
    "pending_overdue",
    "supplement_waiting",
    "duty_waiting",
    "supplement_asked",
]
BASES: dict[str, tuple[str, ...]] = {  # the first is the default
    "online_rate": ("in_period", "total"),
    "on_time_rate": ("total", "resolved", "finished"),
    "payment_rate": ("total", "in_period", "finished"),
    "payment_money_rate": ("total", "in_period", "finished"),
    "digitised_input_rate": ("in_period", "total"),
    "digitised_result_rate": ("resolved", "in_time"),
    "reuse_rate": ("in_period", "total"),
}
Line = Annotated[Text, Field(max_length=300)]


class ProfileRefused(Invalid):
    """The settings cannot be used together, or one is not known."""

    code = "report_profile"


class _Contradiction(ValueError):
    def __init__(self, one: str, other: str, vi: str, en: str) -> None:
        super().__init__(f"{one} / {other}: {en}")
        self.one, self.other, self.vi, self.en = one, other, vi, en


class Rounding(Strict):
    """How a rate is cut to its printed digits."""

    mode: Literal["half_up", "truncate", "plug"] = Field(
        default="half_up", description="plug: 100 − the other parts of the same sum, as they are printed"
    )
    digits: int = Field(default=1, ge=0, le=4)
    trim_zeros: bool = Field(default=True, description="100 instead of 100,0")


class Block(Strict):
    """Fields that are reported apart, such as those of the land registration branch."""

    name: Line
    fields: list[Line] = Field(min_length=1)


class Signing(Strict):
    """Who signs: "KT. GIÁM ĐỐC" over "PHÓ GIÁM ĐỐC", or the director himself with an empty `mode`."""

    mode: Literal["", "TM.", "KT.", "Q.", "TL.", "TUQ."] = ""
    on_behalf_of: Line = "GIÁM ĐỐC"
    title: Line = ""
    name: Line = ""


class Profile(Strict):
    """The settings of one report; the defaults print An Phú's quarter."""

    # The period
    period_preset: Literal["day", "week", "month", "quarter", "half", "nine_months", "year", "cumulative", "free"] = (
        "quarter"
    )
    cut_off_day: int = Field(default=15, ge=1, le=28, description="the day a reporting month begins; 1: calendar")
    to_inclusive: bool = Field(default=True, description="False: the last day named is the first that no longer counts")

    # Who is counted, and when it ends
    include_test: bool = False
    end_event: Literal["processed", "returned"] = "processed"
    extended_counts_late: bool = Field(default=True, description="late in spite of a letter that promised a new day")
    carried_over_shown: bool = Field(default=True, description="False: (6) is spread over (4) and (5) by channel")
    carried_over_as_online: bool = Field(default=False, description="(6) counts as online in online_rate")
    finished_includes: list[Literal["refused", "withdrawn"]] = Field(default=["refused", "withdrawn"])
    stopped_bucket: Literal["refused", "withdrawn", "own"] = "refused"
    supplement_mode: Literal["leaf", "flow", "hidden"] = Field(
        default="leaf", description="flow: asked for in the period, beside the sum; hidden: within (14) and (15)"
    )
    duty_shown: bool = Field(default=False, description="waiting for a tax duty as a part of (13) of its own")
    on_time_split: Literal["apart", "merged", "early_only"] = "apart"

    # Rates
    bases: dict[MeasureKey, Literal["in_period", "total", "resolved", "in_time", "finished"]] = Field(default={})
    supplement_rate_of: Literal["as_shown", "waiting", "asked"] = Field(
        default="as_shown", description="supplement_rate tells of (16), or of papers asked for in the period"
    )
    late_includes_overdue: bool = Field(default=False, description="late_rate adds (15) to (10), and says so")
    payment_basis: Literal["count", "money", "both"] = "count"
    digitised_result_exclusions: list[Line] = Field(
        default=[], description="codes or names of procedures, or fields, without an electronic result"
    )
    exclusion_note: Line = ""
    rounding: Rounding = Rounding()
    rounding_of: dict[MeasureKey, Rounding] = Field(default={})

    # How it is written
    decimal_sign: Literal[",", "."] = ","
    thousands_sign: Literal[".", ",", " ", ""] = "."
    percent_gap: bool = Field(default=True, description="98,4 % in sentences; in a table never")
    zero_cell: Literal["blank", "0", "-"] = "blank"
    annex_by_field: bool = True
    source_blocks: list[Block] = Field(default=[])
    labels: dict[ColumnKey | MeasureKey, Line] = Field(
        default={}, description="the centre's own words for a column or a measure"
    )

    # The letterhead
    superior: Line = ""
    issuer: Line = ""
    place: Line = ""
    number_suffix: Line = "BC-TTPVHCC"
    addressees: list[Line] = Field(default=[])
    recipients: list[Line] = Field(default=[])
    signing: Signing = Signing()
    sections: list[Line] = Field(default=[], description="keys of the form's sections to print; empty: all")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Profile":
        for contradiction in _contradictions(self):
            raise contradiction
        return self

    def base(self, measure: str) -> str:
        """Of what a measure is a share: as chosen, or its default; "total" where there is no choice."""
        return self.bases.get(measure, BASES.get(measure, ("total",))[0])  # type: ignore[call-overload]

    def rounding_for(self, measure: str) -> Rounding:
        return self.rounding_of.get(measure, self.rounding)  # type: ignore[call-overload]

    @property
    def asks_for_supplements(self) -> bool:
        """Whether anything of it tells how often papers were asked for in the period."""
        return self.supplement_mode == "flow" or self.supplement_count == "supplement_asked"

    @property
    def supplement_count(self) -> str:
        """The count that supplement_rate tells of; "" where requests are not shown at all."""
        shown = {"leaf": "waiting", "flow": "asked", "hidden": ""}[self.supplement_mode]
        chosen = shown if self.supplement_rate_of == "as_shown" else self.supplement_rate_of
        return f"supplement_{chosen}" if chosen else ""


def _contradictions(profile: Profile) -> Iterator[_Contradiction]:
    yield from _of_signs(profile)
    yield from _of_bases(profile)
    yield from _of_rounding(profile)
    if profile.carried_over_as_online and profile.base("online_rate") == "in_period":
        yield _Contradiction(
            "carried_over_as_online",
            "bases.online_rate",
            "hồ sơ kỳ trước tính là trực tuyến, nhưng mẫu số chỉ gồm hồ sơ tiếp nhận trong kỳ.",
            "carried-over dossiers count as online, but the base holds only those received in the period.",
        )
    if profile.carried_over_as_online and not profile.carried_over_shown:
        yield _Contradiction(
            "carried_over_as_online",
            "carried_over_shown",
            "hồ sơ kỳ trước đã được xếp theo kênh nộp, không thể tính thêm là trực tuyến.",
            "carried-over dossiers are spread by channel already and cannot count as online besides.",
        )
    if profile.late_includes_overdue and profile.base("on_time_rate") != "total":
        yield _Contradiction(
            "late_includes_overdue",
            "bases.on_time_rate",
            "hồ sơ đang quá hạn chưa giải quyết xong nên không nằm trong mẫu số đã chọn; mẫu số phải là total.",
            "overdue dossiers are not finished, so the chosen base does not hold them; it must be total.",
        )
    if profile.source_blocks and not profile.annex_by_field:
        yield _Contradiction(
            "source_blocks",
            "annex_by_field",
            "khối lĩnh vực báo riêng cần phụ lục theo lĩnh vực.",
            "blocks of fields need an annex by field.",
        )
    if profile.exclusion_note and not profile.digitised_result_exclusions:
        yield _Contradiction(
            "exclusion_note",
            "digitised_result_exclusions",
            "ghi chú loại trừ được in mà không loại trừ thủ tục nào.",
            "the note on what is left out would be printed although nothing is.",
        )
    names = [name for block in profile.source_blocks for name in block.fields]
    if len(names) != len(set(names)):
        yield _Contradiction(
            "source_blocks",
            "source_blocks",
            "một lĩnh vực nằm trong hai khối.",
            "a field lies in two blocks.",
        )
    if profile.signing.mode == "KT." and not profile.signing.title.casefold().startswith("phó"):
        yield _Contradiction(
            "signing.mode",
            "signing.title",
            "ký thay (KT.) thì chức danh phải là cấp phó.",
            "KT. is signed by a deputy: the title begins with PHÓ.",
        )


def _of_signs(profile: Profile) -> Iterator[_Contradiction]:
    if profile.decimal_sign == profile.thousands_sign:
        yield _Contradiction(
            "decimal_sign",
            "thousands_sign",
            "hai dấu giống nhau nên không đọc được số.",
            "the same sign for both: nobody could read the figures.",
        )


def _of_bases(profile: Profile) -> Iterator[_Contradiction]:
    for measure, base in profile.bases.items():
        if base not in (allowed := BASES.get(measure, ("total",))):
            yield _Contradiction(
                f"bases.{measure}",
                measure,
                f"mẫu số “{base}” không dùng cho chỉ tiêu này. Chọn một trong: {', '.join(allowed)}.",
                f"the base “{base}” is not one of this measure's: {', '.join(allowed)}.",
            )


def _of_rounding(profile: Profile) -> Iterator[_Contradiction]:
    if profile.rounding.mode == "plug":
        yield _Contradiction(
            "rounding.mode",
            "rounding_of",
            "chỉ một chỉ tiêu của mỗi tổng được bù cho đủ 100; chọn riêng ở rounding_of.",
            "only one part of each sum can make up the rest; choose it in rounding_of.",
        )
    plugged = [measure for measure, rounding in profile.rounding_of.items() if rounding.mode == "plug"]
    for measure in plugged:
        parts = others(profile, measure)
        if parts is None:
            yield _Contradiction(
                f"rounding_of.{measure}",
                f"bases.{measure}" if measure in BASES else "supplement_mode",
                "với các lựa chọn này chỉ tiêu không phải là phần của tổng 100 %, nên không bù được.",
                "with these choices it is no part of a sum of 100 %, so it cannot make up the rest.",
            )
            continue
        for other in plugged:
            if other in parts:
                yield _Contradiction(
                    f"rounding_of.{measure}",
                    f"rounding_of.{other}",
                    "hai phần của một tổng không thể cùng bù cho nhau.",
                    "two parts of one sum cannot both make up the rest.",
                )


def read_profile(settings: str | dict) -> Profile:
    """The profile in JSON or a dict. Raises ProfileRefused, with the settings named."""
    try:
        return Profile.model_validate_json(settings) if isinstance(settings, str) else Profile.model_validate(settings)
    except ValidationError as error:
        raise _refusal(error) from None


def _refusal(error: ValidationError) -> ProfileRefused:
    first = error.errors()[0]
    reason = first.get("ctx", {}).get("error")
    if isinstance(reason, _Contradiction):
        return ProfileRefused(
            f"Mẫu báo cáo tự mâu thuẫn: “{reason.one}” và “{reason.other}”: {reason.vi}",
            f"The report profile contradicts itself: “{reason.one}” and “{reason.other}”: {reason.en}",
            field=reason.one,
        )
    where = ".".join(str(part) for part in first["loc"])
    return ProfileRefused(
        f"Mẫu báo cáo: mục “{where}” không dùng được. Mời chọn lại.",
        f"The report profile: “{where}” cannot be used: {first['msg']}.",
        field=where,
    )
