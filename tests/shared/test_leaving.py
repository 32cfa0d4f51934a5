"""A page that takes its time says so, on the page that one leaves."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(server, window):
    page = window(1440, 900)
    director = server.officer("giamdoc")
    cookies = [{"name": one.name, "value": one.value or "", "url": server.url} for one in director.cookies]
    page.context.add_cookies(cookies)
    return page


def test_figures_that_take_more_than_a_second_say_that_they_are_computed(server, page):
    page.goto(f"{server.url}/dashboard")
    said = page.get_by_test_id("leaving")
    expect(said).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeunload'))")  # the next page is asked for, and does not come
    expect(said).to_have_text("Đang tổng hợp…")
    expect(said).to_be_visible()
    page.evaluate("dispatchEvent(new Event('pageshow'))")  # one comes back by the browser's own button
    expect(said).to_be_hidden()
