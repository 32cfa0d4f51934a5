"""What can be chosen, what contradicts itself, and what a choice does to the table."""

import json
import re

import pytest

from figures.activity import activity
from figures.columns import layout
from figures.counts import Counts, scope_of
from figures.measured import measured
from figures.presets import PRESETS
from figures.profile import ProfileRefused, read_profile
from models.base import unit_of_work
from models.centre import Procedure
from tests.figures.conftest import NOVEMBER

COUNTS = Counts(*(2**place for place in range(17)))


def labels(**settings) -> list[str]:
    return [f"({column.number}) {column.label}" for column in layout(read_profile(settings))]


def test_the_default_is_the_form_of_16_columns():
    assert labels() == [
        "(3) Tổng số", "(4) Trực tuyến", "(5) Trực tiếp, BCCI", "(6) Từ kỳ trước",
        "(7) Tổng số", "(8) Trước hạn", "(9) Đúng hạn", "(10) Quá hạn", "(11) Từ chối", "(12) Rút",
        "(13) Tổng số", "(14) Trong hạn", "(15) Quá hạn", "(16) Yêu cầu bổ sung",
    ]  # fmt: skip


def test_classes_are_merged_parted_renamed_and_moved():
    assert labels(
        on_time_split="merged",
        carried_over_shown=False,
        finished_includes=["refused"],
        stopped_bucket="own",
        supplement_mode="flow",
        duty_shown=True,
        labels={"late": "Trễ hẹn", "pending_in_time": "Còn hạn"},
    ) == [
        "(3) Tổng số", "(4) Trực tuyến", "(5) Trực tiếp, BCCI",
        "(6) Tổng số", "(7) Trước và đúng hạn", "(8) Trễ hẹn", "(9) Từ chối", "(10) Dừng giải quyết", "(11) Rút",
        "(12) Tổng số", "(13) Còn hạn", "(14) Quá hạn", "(15) Nghĩa vụ tài chính", "(16) Yêu cầu bổ sung",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"carried_over_shown": False},
        {"finished_includes": [], "stopped_bucket": "own"},
        {"stopped_bucket": "withdrawn", "finished_includes": ["refused"]},
        {"supplement_mode": "hidden", "duty_shown": True},
        {"supplement_mode": "flow", "on_time_split": "early_only"},
    ],
)
def test_each_count_stands_in_one_leaf_whatever_the_layout(settings):
    columns = {column.key: column for column in layout(read_profile(settings))}
    sums = [column for column in columns.values() if column.parts]
    leaves = [name for column in columns.values() if not column.parts for name in column.counts]
    assert len(leaves) == len(set(leaves))
    asked = {"supplement_asked"} if settings.get("supplement_mode") == "flow" else set()
    unknown = {"unknown_channel", "carried_unknown", "unknown_outcome"}
    assert set(leaves) | unknown | {"supplement_asked"} == set(Counts.__dataclass_fields__)
    assert set(leaves) & {"supplement_asked"} == asked
    for whole in sums:
        assert whole.of(COUNTS) == sum(columns[part].of(COUNTS) for part in whole.parts)


CONTRADICTIONS = [
    ({"decimal_sign": ".", "thousands_sign": "."}, ("decimal_sign", "thousands_sign")),
    ({"carried_over_as_online": True}, ("carried_over_as_online", "bases.online_rate")),
    (
        {"carried_over_as_online": True, "carried_over_shown": False, "bases": {"online_rate": "total"}},
        ("carried_over_as_online", "carried_over_shown"),
    ),
    (
        {"late_includes_overdue": True, "bases": {"on_time_rate": "resolved"}},
        ("late_includes_overdue", "bases.on_time"),
    ),
    ({"source_blocks": [{"name": "A", "fields": ["B"]}], "annex_by_field": False}, ("source_blocks", "annex_by_field")),
    (
        {"source_blocks": [{"name": "A", "fields": ["B"]}, {"name": "C", "fields": ["B"]}]},
        ("source_blocks", "source_blocks"),
    ),
    ({"signing": {"mode": "KT.", "title": "GIÁM ĐỐC"}}, ("signing.mode", "signing.title")),
    ({"exclusion_note": "Không tính đất đai"}, ("exclusion_note", "digitised_result_exclusions")),
    ({"rounding": {"mode": "plug"}}, ("rounding.mode", "rounding_of")),
    ({"bases": {"finish_rate": "in_period"}}, ("bases.finish_rate", "finish_rate")),
    (
        {"rounding_of": {"finish_rate": {"mode": "plug"}, "pending_rate": {"mode": "plug"}}},
        ("rounding_of.finish_rate", "rounding_of.pending_rate"),
    ),
    ({"rounding_of": {"payment_rate": {"mode": "plug"}}}, ("rounding_of.payment_rate", "bases.payment_rate")),
    (
        {"supplement_mode": "flow", "rounding_of": {"supplement_rate": {"mode": "plug"}}},
        ("rounding_of.supplement_rate", "supplement_mode"),
    ),
]


@pytest.mark.parametrize(("settings", "named"), CONTRADICTIONS)
def test_a_profile_that_contradicts_itself_is_refused_with_the_two_settings_named(settings, named):
    with pytest.raises(ProfileRefused) as refusal:
        read_profile(json.dumps(settings))
    for one in named:
        assert f"“{one}" in refusal.value.message_vi
        assert f"“{one}" in refusal.value.message_en
    assert refusal.value.code == "report_profile"


PLUGGED, BASED = {"rounding": {"mode": "plug"}}, {"late_includes_overdue": True, "bases": {"on_time_rate": "resolved"}}


@pytest.mark.parametrize("settings", [PLUGGED, BASED])
def test_the_reason_of_a_contradiction_is_in_words_and_names_no_key(settings):
    with pytest.raises(ProfileRefused) as refusal:
        read_profile(settings)
    reason = refusal.value.message_vi.rpartition("”")[2]
    assert "chỉ tiêu" in reason or "tổng số hồ sơ" in reason
    assert not re.search(r"total|_of", reason)


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"zero_cel": "0"}, "zero_cel"),
        ({"cut_off_day": 29}, "cut_off_day"),
        ({"labels": {"nothing": "x"}}, "labels.nothing"),
        ({"rounding": {"digits": 9}}, "rounding.digits"),
        ({"include_test": "yes"}, "include_test"),
    ],
)
def test_a_setting_that_is_not_known_is_refused_by_name(settings, field):
    with pytest.raises(ProfileRefused) as refusal:
        read_profile(settings)
    assert refusal.value.field == field
    assert f"“{field}”" in refusal.value.message_vi


def test_every_preset_can_be_stored_and_read_again():
    for preset in PRESETS.values():
        assert read_profile(preset.profile.model_dump_json()) == preset.profile
    assert {preset.form for preset in PRESETS.values()} == {"quarter", "month", "cumulative"}


def test_procedures_that_had_a_dossier_are_counted_by_their_online_level(centre, dossier, hands):
    hands.forward(days=30)
    scope = scope_of(centre, NOVEMBER)
    assert [share.part for share in activity(scope).shares().values()] == [0, 0]
    first, second = Procedure.select().where(Procedure.centre == centre).order_by(Procedure.id)
    with unit_of_work(centre.id):
        second.online_level = "partial"
        second.save()
    dossier(procedure=first)
    dossier(procedure=first)
    rates = measured(scope).rates
    shares = {key: rates[key].share for key in ("full_active_rate", "partial_active_rate")}
    assert {key: (share.part, share.whole) for key, share in shares.items()} == {
        "full_active_rate": (1, 1),
        "partial_active_rate": (0, 1),
    }
    by_field = activity(scope).shares(first.field_id)
    assert {key: (share.part, share.whole) for key, share in by_field.items()} == {
        "full_active_rate": (1, 1),
        "partial_active_rate": (0, int(second.field_id == first.field_id)),
    }
    assert rates["partial_active_rate"].said == "0\u00a0%"
