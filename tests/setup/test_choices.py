"""The centre's choices are turned on a page: at once, noted in the journal, and never over somebody else's change."""

import pytest

import events
from models.centre import Centre
from models.journal import Change
from setup.choice import KINDS
from setup.choices import SUBJECTS, choice_of
from setup.reading import whole_of
from tests.setup.forms import fields_of

CHOICES = [choice for subject in SUBJECTS for choice in subject.choices]
PAGE = "/admin/choices/queue"


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.column)
def test_each_line_of_the_table_is_a_column_in_words_that_may_be_what_it_is_by_default(choice):
    column = Centre._meta.fields[choice.column]
    assert choice.kind in KINDS and str(choice.name) and str(choice.effect)
    if choice.kind == "whole":
        assert choice.least <= column.default <= choice.most
    if choice.kind == "one_of":
        assert column.default in dict(choice.options)


def test_a_choice_takes_effect_at_once_and_is_noted_with_what_it_was(person, centre):
    admin, heard = person().sign_in("quan"), []
    events.on(events.SettingsChanged)(heard.append)
    sent = fields_of(admin.get(PAGE).get_data(as_text=True), PAGE) | {"rejoin_minutes": "45"}
    assert admin.post(PAGE, data=sent).status_code == 303
    assert Centre.get_by_id(centre.id).rejoin_minutes == 45
    assert [news.centre for news in heard] == [centre.id]
    noted = Change.select().get()
    assert (noted.who, noted.differences) == ("Quan", [("rejoin_minutes", 30, 45)])
    events._listeners[events.SettingsChanged].remove(heard.append)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1.000", 1000), ("12.345.678", 12_345_678), ("4000", 4000), ("4.000,00", 4000), ("7.0", 7)]
    + [(wrong, None) for wrong in ("7.5", "7,5", "1.00.000", "1.0000", "-1", "٣", "1e3", "", ".")],
)
def test_a_whole_number_is_read_as_it_is_meant_or_not_at_all(typed, number):
    assert whole_of(typed) == number


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(person, centre):
    admin = person().sign_in("quan")
    sent = fields_of(admin.get(PAGE).get_data(as_text=True), PAGE) | {"rejoin_minutes": "chín", "age_cap_minutes": "50"}
    answer = admin.post(PAGE, data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'data-testid="error-rejoin_minutes"' in page and 'value="chín"' in page and 'value="50"' in page
    assert Centre.get_by_id(centre.id).age_cap_minutes == 45
    assert "A whole number" in admin.post(f"{PAGE}?lang=en", data=sent).get_data(as_text=True)


def test_a_form_that_somebody_overtook_is_refused_once_with_what_was_typed_still_there(person, centre):
    first, second = person().sign_in("quan"), person().sign_in("quan")
    opened = fields_of(second.get(PAGE).get_data(as_text=True), PAGE)
    first.post(PAGE, data=fields_of(first.get(PAGE).get_data(as_text=True), PAGE) | {"rejoin_minutes": "45"})
    answer = second.post(PAGE, data=opened | {"rejoin_minutes": "60"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "vừa được người khác Quan sửa lúc 08:00" in page
    assert 'value="60"' in page and Centre.get_by_id(centre.id).rejoin_minutes == 45
    assert second.post(PAGE, data=fields_of(page, PAGE)).status_code == 303, "pressed again, knowingly"
    assert Centre.get_by_id(centre.id).rejoin_minutes == 60


@pytest.mark.parametrize(("username", "looks"), [("truong", True), ("ha", False), ("lan", False)])
@pytest.mark.parametrize("page", [PAGE, "/admin", "/admin/devices"])
def test_a_lead_looks_and_nobody_but_an_administrator_changes(person, centre, username, looks, page):
    somebody = person().sign_in(username)
    shown = somebody.get(page).get_data(as_text=True)
    assert ('data-testid="places"' in shown) == looks
    assert somebody.post(PAGE, data={}).status_code == 403


def test_a_choice_is_found_by_its_column():
    assert choice_of("wifi").most == 60
    assert choice_of("slug") is None
