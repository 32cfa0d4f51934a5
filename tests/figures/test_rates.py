"""Printed digits, worked out again with whole numbers; and what makes 100 % together."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.counts import NAMES, Counts
from figures.doubts import doubts
from figures.evidence import Evidence
from figures.measure_names import name_of
from figures.measures import PARTS, SHARES, measures
from figures.parts import others, partitions
from figures.profile import Profile, ProfileRefused, Rounding, read_profile
from figures.rates import cell, counted, printed, rate
from tests.figures.reference import cut
from tests.figures.strategies import profiles

numbers = st.integers(0, 2) | st.integers(0, 20_000)
modes = st.sampled_from(["half_up", "truncate"])
CAME = ("direct", "postal", "carried_online", "carried_direct", "carried_postal")
BECAME = NAMES[NAMES.index("early") : NAMES.index("supplement_asked")]


@st.composite
def groups(draw) -> Counts:
    """Each dossier came once and became one thing."""
    became = {name: draw(numbers) for name in BECAME}
    asked = draw(st.integers(0, left := sum(became.values())))
    came = {}
    for name in CAME:
        came[name] = draw(st.integers(0, left))
        left -= came[name]
    return Counts(online=left, **came, **became, supplement_asked=asked)


@given(numbers, numbers, modes, st.integers(0, 4), st.booleans())
def test_a_rate_is_cut_as_whole_numbers_are(part, whole, mode, digits, trim):
    rounding = Rounding(mode=mode, digits=digits, trim_zeros=trim)
    value = rate(part, whole, rounding)
    expected = cut(part, whole, mode, digits)
    assert (value is None) == (expected is None) == (whole == 0)
    if value is not None:
        assert Fraction(value) == expected
        text = printed(value, rounding).removesuffix("%")
        assert Fraction(text.replace(",", ".")) == expected
        decimals = len(text.partition(",")[2])
        assert decimals == digits if not trim else decimals <= digits and not (decimals and text.endswith("0"))


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (3518, 3575, "98,4%"),
        (1, 2000, "0,1%"),  # 0,05: half up
        (1, 2001, "0%"),
        (7, 7, "100%"),
        (0, 7, "0%"),
        (0, 0, "—"),
        (1999, 2000, "100%"),
    ],
)
def test_a_rate_is_rounded_half_up_and_nothing_is_not_zero(part, whole, said):
    assert printed(rate(part, whole)) == said


def test_truncation_and_kept_zeros():
    assert printed(rate(1999, 2000, Rounding(mode="truncate"))) == "99,9%"
    assert printed(rate(7, 7, kept := Rounding(digits=2, trim_zeros=False)), kept, ".") == "100.00%"


def test_thousands_are_parted_by_a_dot_and_zeros_written_as_a_centre_likes():
    assert counted(1234567) == "1.234.567"
    assert [cell(0, read_profile({"zero_cell": how})) for how in ("blank", "0", "-")] == ["", "0", "-"]
    assert cell(0, Profile(), total=True) == "0"
    assert cell(1066, read_profile({"thousands_sign": " "})) == "1 066"


@settings(max_examples=60, deadline=None)
@given(groups(), profiles())
def test_the_parts_of_a_whole_make_100_percent_whatever_the_profile(counts, profile):
    shares = {key: share(Evidence(counts), profile) for key, share in (SHARES | PARTS).items()}
    for parts in partitions(profile):
        wholes = {shares[key].whole for key in parts}
        assert len(wholes) == 1
        if whole := wholes.pop():
            assert sum(Fraction(shares[key].part, whole) for key in parts) == 1, parts


@settings(max_examples=60, deadline=None)
@given(groups(), profiles(), st.data())
def test_a_plug_makes_up_the_rest_as_it_is_printed(counts, profile, data):
    able = [key for key in SHARES if others(profile, key)]
    measure = data.draw(st.sampled_from(able))
    plug = Rounding(mode="plug", digits=profile.rounding.digits, trim_zeros=False)
    plugged = profile.model_copy(update={"rounding_of": {measure: plug}})
    evidence = Evidence(counts)
    rates, plain = measures(evidence, plugged), measures(evidence, profile)
    parts = {key: share(evidence, profile) for key, share in PARTS.items()}
    parts = {key: rate(share.part, share.whole, profile.rounding) for key, share in parts.items()}
    parts |= {key: one.value for key, one in plain.items()}
    if rates[measure].value is None:
        return
    rest = 100 - sum(parts[key] for key in others(profile, measure))
    assert rates[measure].value == max(rest, Decimal(0))
    share = rates[measure].share
    assert rates[measure].follows == (rates[measure].value == rate(share.part, share.whole, plug))
    assert bool(doubts(rates.values(), plugged)) == (not rates[measure].follows)


def test_a_centre_calls_a_measure_as_it_likes_and_overdue_ones_within_late_are_said():
    assert name_of("late_rate", Profile()) == "Tỷ lệ quá hạn"
    assert (
        name_of("late_rate", Profile(late_includes_overdue=True))
        == "Tỷ lệ quá hạn, kể cả hồ sơ đang giải quyết quá hạn"
    )
    assert name_of("late_rate", read_profile({"labels": {"late_rate": "Trễ hẹn"}})) == "Trễ hẹn"


def test_facts_that_were_not_gathered_are_not_taken_for_none():
    finished = read_profile({"bases": {"payment_rate": "finished"}})
    with pytest.raises(LookupError):
        measures(Evidence(finished=None), finished)


def test_a_plug_that_is_no_part_of_a_sum_is_refused_with_both_settings_named():
    settings = {"bases": {"on_time_rate": "finished"}, "rounding_of": {"on_time_rate": {"mode": "plug"}}}
    with pytest.raises(ProfileRefused) as refusal:
        read_profile(settings)
    assert "rounding_of.on_time_rate" in refusal.value.message_vi
    assert "bases.on_time_rate" in refusal.value.message_vi
