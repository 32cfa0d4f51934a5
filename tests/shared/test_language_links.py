"""An officer reaches English without typing an address."""

import pytest

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize("width", [1440, 1366, 1280])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_way_between_rooms_takes_one_row_of_a_laptop(server, window, lang, width):
    """The other language does not stand alone on a second one."""
    page, director = window(width, 768), server.officer("giamdoc")
    signed_in = [{"name": one.name, "value": one.value or "", "url": server.url} for one in director.cookies]
    page.context.add_cookies(signed_in)
    for path in ("/dashboard", "/live", "/reconciliation"):
        page.goto(f"{server.url}{path}?lang={lang}")
        tops = page.get_by_test_id("rooms").locator("a").evaluate_all("all => all.map((one) => one.offsetTop)")
        assert len(tops) == 11 and len(set(tops)) == 1, path


@pytest.mark.parametrize(
    "path", ["/", "/counter", "/account", "/demo", "/guides", "/reports", "/results", "/no-such-page"]
)
def test_the_other_language_is_one_press_away(app, path):
    client = app.test_client()
    vietnamese = client.get(path, headers=PAGE).get_data(as_text=True)
    assert f'href="{path}?lang=en" hreflang="en" lang="en"' in vietnamese
    english = client.get(f"{path}?lang=en", headers=PAGE).get_data(as_text=True)
    assert f'href="{path}" hreflang="vi" lang="vi"' in english
