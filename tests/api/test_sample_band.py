"""Every page of a sample or a trial says that its data is one, whoever looks."""

import re

import pytest

from models.access import Device
from models.base import unit_of_work
from models.centre import Centre
from tests.conftest import Person

BANDS = {"vi": "DỮ LIỆU MẪU", "en": "SAMPLE DATA"}
VALUES = {"slug": "an-binh", "name": "counter", "step": "4", "clip": "a", "token": "CCCCCCCC", "number": "1"}
WITHOUT = ("/static", "/api/", "/ping")


def addresses(app) -> list[str]:
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.rule.startswith(WITHOUT):
            found.append(re.sub(r"<(?:[^:<>]*:)?(\w+)>", lambda part: VALUES.get(part[1], "1"), rule.rule))
    return sorted(set(found))


def pages(somebody: Person, app, lang: str):
    for address in addresses(app):
        answer = somebody.get(f"{address}?lang={lang}")
        if answer.mimetype == "text/html" and "<body" in answer.text:
            yield address, answer.text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_of_a_sample_says_that_it_is_one(app, centre, lang):
    with unit_of_work():
        Centre.update(is_sample=True).execute()
    seen = set()
    everybody = [Person(app), Person(app).sign_in("quan"), Person(app).sign_in("lan")]
    everybody.append(Person(app).sign_in("minh", counter=1))
    everybody += [Person(app).at_device(kind, centre) for kind in (Device.KIOSK, Device.DISPLAY, Device.TABLET)]
    for somebody in everybody:
        for address, page in pages(somebody, app, lang):
            seen.add(address)
            assert BANDS[lang] in page, address
    assert {"/", "/kiosk", "/display", "/counter", "/live", "/reports", "/setup", "/account"} <= seen and len(seen) > 40


def test_a_real_centre_says_nothing_of_the_kind(app):
    for lang in BANDS:
        for address, page in pages(Person(app), app, lang):
            assert BANDS[lang] not in page or "/guides" in address, address
