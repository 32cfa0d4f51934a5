"""The guides fit on a page each, and name only what is there."""

import html
import re

import pytest

from guides.pictures import PICTURES
from guides.routes import GUIDES
from models.base import unit_of_work
from models.centre import Centre
from tests.real_server import ROOT
from translations.merge import english

ADDRESS = re.compile(r"<b>(/[a-z/]+)")
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.mark.parametrize("name", [*GUIDES, "poster"])
def test_a_guide_is_one_sheet_of_paper(server, window, name):
    page = window(900, 1200)
    page.goto(f"{server.url}/guides/{name}")
    assert len(PAGE.findall(page.pdf(prefer_css_page_size=True, print_background=True))) == 1


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_names_only_addresses_and_pictures_that_exist(app, name):
    visitor = app.test_client()
    said = visitor.get(f"/guides/{name}").get_data(as_text=True)
    addresses = app.url_map.bind("localhost")
    for address in ADDRESS.findall(said):
        assert addresses.test(address, "GET"), address
    for picture in re.findall(r"/static/guides/([\w-]+)\.webp", said):
        assert picture in PICTURES and (ROOT / "static" / "guides" / f"{picture}.webp").exists()


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_calls_a_button_what_the_screen_calls_it(name):
    """Bold is what is written on a screen, an address, or a key."""
    bold = re.findall(r"<b>(.*?)</b>", (ROOT / "templates" / "guides" / "vi" / f"{name}.html").read_text("utf-8"))
    names = {html.unescape(one) for words in bold for one in words.split(" → ")}
    on_screens = {vi for _context, vi in english()}
    others = {one for one in names if not re.fullmatch(r"/.*|http.*|[A-Z]|[1-6]–[1-6]|Enter|n|Quét mã", one)}
    assert others - on_screens == set()


def test_every_key_of_the_desk_that_the_guide_names_is_one_of_the_desk(app):
    guide = app.test_client().get("/guides/counter").get_data(as_text=True)
    desk = (ROOT / "templates" / "counters" / "_desk_dialogs.html").read_text("utf-8")
    named = {key.replace("+", " ") for key in re.findall(r"<dt>((?:Shift\+|Ctrl\+)?[A-Z]\d?)</dt>", guide)}
    assert len(named) >= 8
    assert all(f'("{key}",' in desk for key in named)


def test_the_poster_says_the_rule_that_the_centre_has(app, centre):
    with unit_of_work(centre.id):
        Centre.update(age_cap_minutes=35, rejoin_minutes=20).execute()
    poster = app.test_client().get("/guides/poster").get_data(as_text=True)
    assert "35\u00a0phút" in poster and "Trong 20\u00a0phút" in poster
    english = app.test_client().get("/guides/poster?lang=en").get_data(as_text=True)
    assert "35\u00a0minutes" in english


def test_the_first_page_leads_to_every_guide(app):
    index = app.test_client().get("/guides").get_data(as_text=True)
    assert all(f'href="/guides/{name}"' in index for name in (*GUIDES, "poster"))
    assert 'href="/guides"' in app.test_client().get("/").get_data(as_text=True)
