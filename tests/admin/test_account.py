"""Everyone changes their own PIN or password, and nobody else's."""

import pytest
from playwright.sync_api import expect

from tests.small_centre import PIN


def change(person, new: str, present: str = PIN):
    return person.put("/api/session/secret", json={"present": present, "new": new})


def sign_in(person, username: str, secret: str) -> int:
    return person.post("/api/sessions", json={"username": username, "secret": secret, "centre": "an-binh"}).status_code


def test_a_new_pin_opens_and_the_old_one_no_longer_does(person):
    assert change(person().sign_in("lan"), "730518").status_code == 204
    assert sign_in(person(), "lan", PIN) == 401
    assert sign_in(person(), "lan", "730518") == 201
    assert sign_in(person(), "minh", PIN) == 201  # a colleague's is as it was


def test_a_pin_is_taken_in_two_groups_as_the_cards_print_it(person):
    assert change(person().sign_in("lan"), "730 518", present=f" {PIN[:3]} {PIN[3:]} ").status_code == 204
    assert sign_in(person(), "lan", "730 518") == 201
    assert sign_in(person(), "lan", "730518") == 201


def test_wherever_else_one_was_signed_in_that_ends(person):
    here, elsewhere = person().sign_in("lan"), person().sign_in("lan")
    change(here, "730518")
    assert here.get("/api/session").status_code == 200
    assert elsewhere.get("/api/session").status_code == 401


def test_without_the_present_one_nothing_changes(person):
    refused = change(person().sign_in("lan"), "730518", present="000000")
    assert (refused.status_code, refused.json["error"]["code"]) == (401, "wrong_secret")
    assert sign_in(person(), "lan", PIN) == 201


@pytest.mark.parametrize(
    "new", ["111111", "121212", "123456", "654321", "890123", "73051", "7305188", "73051a", "٧٣٠٥١٨"]
)
def test_a_pin_that_is_easily_guessed_is_refused(person, new):
    refused = change(person().sign_in("lan"), new)
    assert (refused.status_code, refused.json["error"]["field"]) == (422, "new")


@pytest.mark.parametrize("new", ["ngắn", "aaaaaaaaaaaaaaaaaaaa", "director-ha-director"])
def test_a_password_that_is_easily_guessed_is_refused(person, new):
    refused = change(person().sign_in("ha"), new)
    assert (refused.status_code, refused.json["error"]["field"]) == (422, "new")


def test_a_password_of_several_words_is_taken(person):
    assert change(person().sign_in("ha"), "mưa rào trên sông Tiền").status_code == 204
    assert sign_in(person(), "ha", "mưa rào trên sông Tiền") == 201


def test_on_the_screen_a_slip_is_said_and_the_change_confirmed(new_server, window):
    server = new_server()
    page = window(400, 900)
    cookies = server.officer("canbo03").cookies
    page.context.add_cookies([{"name": c.name, "value": c.value or "", "url": server.url} for c in cookies])
    page.goto(f"{server.url}/account")
    for field, text in (("present", server.secrets()["canbo03"]), ("new", "730518"), ("again", "730519")):
        page.get_by_test_id(f"account-{field}").fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("account-error")).to_contain_text("không giống nhau")
    page.get_by_test_id("account-again").fill("730518")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("account-done")).to_be_visible()
