"""On a page of the administrator one button is the main one; whatever else may be pressed does not look like it."""

import re

import pytest

from admin import frame

MAIN = re.compile(r'<button class="button button-main"(?![^>]*\bhidden\b)')
OURS = [place.address for place in frame.PLACES if place.address.startswith("/admin")]


@pytest.mark.parametrize("path", [*OURS, "/admin/services/fields", "/admin/services/procedures"])
def test_a_page_has_one_main_button_at_most(person, path):
    page = person().sign_in("quan").get(path, follow_redirects=True)
    shown = re.sub(r"<template.*?</template>|<dialog.*?</dialog>", "", page.get_data(as_text=True), flags=re.DOTALL)
    assert page.status_code == 200 and len(MAIN.findall(shown)) <= 1
