"""Days and hours are read and written as here, whatever language the browser speaks."""

import json

import pytest
from playwright.sync_api import expect

PAGE = "/registers/incidents"


@pytest.fixture(scope="module")
def director(server):
    return server.officer("giamdoc")


@pytest.fixture
def incidents(server, director, browser):
    """The register of incidents in a browser that speaks American English."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    for cookie in director.cookies:
        context.add_cookies([{"name": cookie.name, "value": cookie.value or "", "url": server.url}])
    page = context.new_page()
    page.goto(server.url + PAGE)
    yield page
    context.close()


def test_a_period_is_asked_for_in_days_as_they_are_written_here(incidents):
    incidents.get_by_test_id("from").fill("3/4/2026")
    incidents.get_by_test_id("to").fill("11122026")
    incidents.get_by_test_id("to").press("Enter")
    incidents.wait_for_url("**from=2026-04-03&to=2026-12-11*")
    expect(incidents.get_by_test_id("from")).to_have_value("03/04/2026")
    expect(incidents.get_by_test_id("to")).to_have_value("11/12/2026")


@pytest.mark.parametrize("typed", ["31/2/2026", "2026", "13/13/2026", "hôm nay"])
def test_what_is_no_day_is_not_sent_and_the_field_says_how_to_type_one(incidents, typed):
    before = incidents.url
    incidents.get_by_test_id("from").fill(typed)
    incidents.get_by_test_id("from").press("Enter")
    said = incidents.get_by_test_id("from").evaluate("field => field.validationMessage")
    assert said == "Gõ ngày/tháng/năm, ví dụ 20/11/2026."
    assert incidents.url == before


def test_a_moment_is_sent_as_it_was_typed(incidents):
    incidents.locator("#began_at").fill("20/11/2026 8h5")
    incidents.locator("#began_at").blur()
    expect(incidents.locator("#began_at")).to_have_value("20/11/2026 08:05")
    sent = incidents.evaluate("[...new FormData(document.querySelector('#began_at').form)]")
    assert dict(sent)["began_at"] == "2026-11-20T08:05", json.dumps(sent)


def test_the_calendar_of_the_browser_fills_the_field(incidents):
    day = incidents.get_by_test_id("from")
    incidents.evaluate(
        "() => { HTMLInputElement.prototype.showPicker = function () { this.dataset.shown = this.value } }"
    )
    day.fill("20/11/2026")
    incidents.locator(".day-field", has=day).get_by_role("button").click()
    calendar = incidents.locator(".day-field", has=day).locator(".calendar")
    expect(calendar).to_have_attribute("data-shown", "2026-11-20")
    calendar.evaluate("field => { field.value = '2026-11-24'; field.dispatchEvent(new Event('change')) }")
    expect(day).to_have_value("24/11/2026")
    expect(day).to_be_focused()
