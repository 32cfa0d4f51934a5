"""An officer reaches English without typing an address."""

import pytest

PAGE = {"Accept": "text/html"}


@pytest.mark.parametrize(
    "path", ["/", "/counter", "/account", "/demo", "/guides", "/reports", "/results", "/no-such-page"]
)
def test_the_other_language_is_one_press_away(app, path):
    client = app.test_client()
    vietnamese = client.get(path, headers=PAGE).get_data(as_text=True)
    assert f'href="{path}?lang=en" hreflang="en" lang="en"' in vietnamese
    english = client.get(f"{path}?lang=en", headers=PAGE).get_data(as_text=True)
    assert f'href="{path}" hreflang="vi" lang="vi"' in english
