"""An officer reaches English, and a citizen each language of the centre, without typing an address."""

import pytest

STAFF = ("/", "/counter", "/account", "/demo", "/guides", "/reports", "/no-such-page")


@pytest.mark.parametrize("path", STAFF)
def test_the_other_language_is_one_press_away(client, path):
    vietnamese = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True).get_data(as_text=True)
    assert f'href="{path}?lang=en" hreflang="en" lang="en"' in vietnamese
    english = client.get(f"{path}?lang=en", headers={"Accept": "text/html"}, follow_redirects=True).get_data(
        as_text=True
    )
    assert f'href="{path}" hreflang="vi" lang="vi"' in english
