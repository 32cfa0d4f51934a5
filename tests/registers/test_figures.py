"""Targets and figures from elsewhere: how numbers are read, what contradicts itself, and what reports are given."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from figures import measure_names, register_words
from figures import registers as figures
from figures.period import Period
from queueing.errors import Invalid
from registers.amounts import read_amount, read_percent, spoken, stored
from tests.registers.test_feedback import said

FIGURE = {
    "key": "digitised_result_rate",
    "from": "2026-01-01",
    "to": "2026-04-30",
    "numerator": "9.485",
    "denominator": "10.939",
    "source": "Báo cáo số 12/BC",
    "dated_on": "2026-05-04",
}
FOUR_MONTHS = Period(date(2026, 1, 1), date(2026, 4, 30))


def sheet(*rows, year=2026):
    return {"year": year, "targets": [dict(zip(("measure", "value", "field"), row, strict=False)) for row in rows]}


def test_plans_are_made_for_measures_that_have_a_name():
    assert set(register_words.TARGETED) <= set(measure_names.NAMES)


def test_the_targets_of_a_year_are_one_sheet(director, centre, civil_field):
    rows = (("on_time_rate", "98"), ("satisfaction_rate", "95,25"), ("satisfaction_rate", "90.5", civil_field.id))
    answer = director.put("/api/registers/targets", json=sheet(*rows))
    assert answer.json == {"year": 2026, "count": 3}
    assert figures.targets(centre, 2026) == {
        ("on_time_rate", None): Decimal(98),
        ("satisfaction_rate", None): Decimal("95.25"),
        ("satisfaction_rate", civil_field.id): Decimal("90.5"),
    }
    director.put("/api/registers/targets", json=sheet(("on_time_rate", "97"), year=2027))
    assert director.post("/api/registers/target-copies", json={"year": 2027}).json == {"year": 2027, "count": 3}
    assert figures.targets(centre, 2027)["on_time_rate", None] == 97, "what the year has stays"
    assert said(director.post("/api/registers/target-copies", json={"year": 2030})) == (409, "no_targets", "year")


def test_a_sheet_with_one_wrong_row_changes_nothing(director, centre):
    director.put("/api/registers/targets", json=sheet(("finish_rate", "80")))
    for row, part in (
        (("on_time_rate", "100,5"), "value"),
        (("on_time_rate", "-1"), "value"),
        (("on_time_rate", "97,555"), "value"),
        (("on_time_rate", "chín mươi"), "value"),
        (("happiness", "90"), "measure"),
        (("finish_rate", "90"), "field"),  # twice
    ):
        answer = director.put("/api/registers/targets", json=sheet(("finish_rate", "90"), row))
        assert said(answer) == (422, "invalid", f"targets.1.{part}")
    assert figures.targets(centre, 2026) == {("finish_rate", None): Decimal(80)}


def test_a_figure_is_kept_with_who_says_so(director, person, centre):
    number = director.post("/api/registers/entered-figures", json=FIGURE).json["id"]
    found = figures.entered(centre, FOUR_MONTHS)["digitised_result_rate"]
    assert (found.numerator, found.denominator, found.author, found.dated_on) == (9485, 10939, "Ha", date(2026, 5, 4))
    assert found.value.quantize(Decimal("0.01")) == Decimal("86.71")
    assert said(director.post("/api/registers/entered-figures", json=FIGURE)) == (409, "figure_known", "key")
    person().sign_in("truong").put(f"/api/registers/entered-figures/{number}", json=FIGURE | {"numerator": "9.486"})
    assert figures.entered(centre, FOUR_MONTHS)["digitised_result_rate"].author == "Truong"
    assert figures.entered(centre, Period(date(2026, 1, 1), date(2026, 3, 31))) == {}, "only exactly that period"
    page = director.get("/registers/entered-figures?from=2026-04-01&to=2026-04-30").get_data(as_text=True)
    assert "9.486/10.939" in page and "86,7\u00a0%" in page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("86,71", "86.71"), ("86.71", "86.71"), ("86,71 %", "86.71"), ("9.485", "9485"), ("1.234.567,5", "1234567.5"),
     ("1 200", "1200"), ("0", "0"), ("099", "99")],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written_in_vietnam(typed, meant):
    assert stored(read_amount(typed, "numerator")) == meant


AMOUNTS = some.integers(0, 4).flatmap(lambda places: some.decimals(0, 10**15 - 1, places=places))
SHARES = some.integers(0, 2).flatmap(lambda places: some.decimals(0, 100, places=places))
LANGUAGES = some.sampled_from(("vi", "en"))


@given(AMOUNTS, SHARES, LANGUAGES)
def test_a_number_that_is_shown_in_a_field_and_sent_unchanged_stays_the_same(amount, share, language):
    assert read_amount(spoken(amount, language), "numerator", language) == amount
    assert read_amount(spoken(share, language), "numerator", language) == share
    assert read_percent(spoken(share, language), "value") == share


@given(some.from_regex(r"[0-9]{1,4}([.,][0-9]{1,4}){0,2}", fullmatch=True))
def test_no_text_is_one_number_on_a_vietnamese_page_and_another_on_an_english_one(typed):
    meant = set()
    for language in ("vi", "en"):
        with suppress(Invalid):
            meant.add(read_amount(typed, "numerator", language))
    assert len(meant) <= 1


@pytest.mark.parametrize(
    ("typed", "signs", "thousands", "decimals"),
    [("9.485", "en", "9,485", "9.4850"), ("9,485", "vi", "9.485", "9,4850")],
)
def test_what_may_be_thousands_or_decimals_is_asked_about(typed, signs, thousands, decimals):
    with pytest.raises(Invalid) as refusal:
        read_amount(typed, "numerator", signs)
    said = refusal.value.message_en if signs == "en" else refusal.value.message_vi
    assert thousands in said and decimals in said
    assert read_amount(thousands, "numerator", signs) == 9485
    assert read_amount(decimals, "numerator", signs) == Decimal("9.485")


def test_a_form_shows_what_is_stored_with_the_signs_of_its_page_and_is_sent_with_them(director, centre):
    number = director.post("/api/registers/entered-figures", json=FIGURE).json["id"]
    director.put("/api/registers/targets", json=sheet(("on_time_rate", "97,5")))
    for signs, numerator, denominator, target in (
        ("en", "9,485", "10,939", "97.5"),
        ("vi", "9.485", "10.939", "97,5"),
    ):
        page = director.get(f"/registers/entered-figures?edit={number}&lang={signs}").text
        assert f'value="{numerator}" data-testid="numerator"' in page
        assert f'value="{denominator}" data-testid="denominator"' in page
        assert f'name="signs" value="{signs}"' in page
        sent = FIGURE | {"numerator": numerator, "denominator": denominator, "signs": signs}
        assert director.put(f"/api/registers/entered-figures/{number}", json=sent).status_code == 200
        kept = figures.entered(centre, FOUR_MONTHS)["digitised_result_rate"]
        assert (kept.numerator, kept.denominator) == (9485, 10939)
        assert f'maxlength="7" value="{target}"' in director.get(f"/registers/targets?year=2026&lang={signs}").text


def test_a_figure_that_contradicts_itself_is_refused(director):
    for change, field in (
        ({"numerator": "10.940"}, "numerator"),
        ({"numerator": "1", "denominator": "0"}, "numerator"),
        ({"numerator": "100,01", "denominator": ""}, "numerator"),  # of a rate
        ({"numerator": "1,234.5"}, "numerator"),
        ({"numerator": "12.34.567"}, "numerator"),
        ({"numerator": "1e3"}, "numerator"),
        ({"numerator": "NaN"}, "numerator"),
        ({"numerator": "-5"}, "numerator"),
        ({"denominator": "x"}, "denominator"),
        ({"key": "{{ 7*7 }}"}, "key"),
        ({"from": "2026-05-01"}, "from"),
        ({"dated_on": "2027-01-01"}, "dated_on"),
        ({"source": " "}, "source"),
    ):
        answer = director.post("/api/registers/entered-figures", json=FIGURE | change)
        assert said(answer) == (422, "invalid", field)


def test_a_name_of_one_s_own_may_be_any_number(director, centre):
    wish = FIGURE | {"key": "Số lượt truy cập", "numerator": "1.234.567", "denominator": ""}
    assert director.post("/api/registers/entered-figures", json=wish).status_code == 201
    assert figures.entered(centre, FOUR_MONTHS)["Số lượt truy cập"].value == 1234567
