"""A minority language is added as a file: its catalogue, and a line that names it."""

import html
import json
import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

import languages
from app import create_app
from config import ConfigError
from models.base import db
from queueing.errors import ServiceClosed
from sentences import said
from tests.conftest import config_of

ROOT = Path(__file__).parents[2]
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def add(instance: Path, code: str = "tyz", line: str = 'tyz = "Tày"\n', **said: str) -> None:
    """The two files that a centre writes. The words of the test are not Tày: they only have to be told apart."""
    catalogue = instance / "translations" / code / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    (instance / "translations" / "languages.toml").write_text(line, "utf-8")
    entries = (f'msgid "{vi}"\nmsgstr "{other}"\n\n' for vi, other in said.items())
    catalogue.write_text(HEAD + "".join(entries), "utf-8")


SAID = {
    "Hôm nay ông/bà cần làm việc gì?": "Vần nẩy hết răng lỏ?",
    "Nhận kết quả": "Au kết quả",
    "Chứng thực": "Chứng tẻ",
    "Thứ Bảy": "Vằn chất",
    "%(service)s hôm nay không cấp số. Mời ông/bà chọn mục khác hoặc hỏi cán bộ hướng dẫn.": "Vằn nẩy %(service)s mí.",
    "%(soonest)s–%(latest)s phút": "Pan %(latest)s, %(soonest)s phút",
}


@pytest.fixture
def page(drawn: dict[str, Path], tmp_path: Path):
    """`page("/kiosk?lang=tyz")` of a centre that has added a language."""
    shutil.copy(drawn["furnished"], tmp_path / "centre.sqlite3")
    add(tmp_path, **SAID)
    app = create_app(config_of(tmp_path))
    client = app.test_client()

    def page(path: str) -> str:
        return client.get(path, follow_redirects=True).get_data(as_text=True)

    page.app = app
    yield page
    db.obj.close_all()


def test_an_added_language_is_spoken_and_what_it_lacks_is_said_in_vietnamese(page):
    kiosk = page("/kiosk?lang=tyz")
    assert '<html lang="tyz"' in kiosk
    assert "Vần nẩy hết răng lỏ?" in kiosk
    assert "Chạm vào một ô. Máy sẽ in số thứ tự." in kiosk


def test_every_language_stands_on_the_kiosk_in_its_own_name_save_the_one_that_is_spoken(page):
    for spoken, others in (("", ("en", "tyz")), ("?lang=en", ("vi", "tyz")), ("?lang=tyz", ("vi", "en"))):
        kiosk = page("/kiosk" + spoken)
        for code, name in (("vi", "Tiếng Việt"), ("en", "English"), ("tyz", "Tày")):
            assert (f'hreflang="{code}"' in kiosk) == (code in others)
            assert (f"{name}</a>" in kiosk) == (code in others)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('en = "English"', "a new language code"),
        ('"../up" = "Up"', "a new language code"),
        ("tyz = 1", "a new language code"),
        ("tyz = Tày", "Example"),
        ('khm = "Khmer"', "its catalogue is missing"),
    ],
)
def test_a_line_that_names_no_language_refuses_the_start_and_says_why(tmp_path, line, said):
    add(tmp_path, line=line)
    with pytest.raises(ConfigError, match=said):
        languages.of(tmp_path)


def test_a_catalogue_that_cannot_be_read_refuses_the_start_and_names_the_file(tmp_path):
    add(tmp_path)
    (tmp_path / "translations" / "tyz" / "LC_MESSAGES" / "messages.po").write_bytes(HEAD.encode() + b'msgid "\xff"')
    with pytest.raises(ConfigError, match=r"messages\.po"):
        languages.of(tmp_path)


@pytest.mark.parametrize("other", ["%(cuont)s", "%(count)d", "100%"])
def test_a_translation_that_could_not_be_filled_in_refuses_the_start_and_is_quoted(tmp_path, other):
    add(tmp_path, **{"%(count)s người": other})
    with pytest.raises(ConfigError, match="keep what stands in"):
        languages.of(tmp_path)


ONE_FORM = """msgid "%(count)s hồ sơ"
msgid_plural "%(count)s hồ sơ"
msgstr[0] "%(count)s slổng"
"""
PLAIN = """msgid "%(count)s hồ sơ"
msgstr "%(count)s slổng"
"""


@pytest.mark.parametrize("entry", [ONE_FORM, PLAIN], ids=["counted", "plain"])
def test_a_count_is_said_in_the_form_of_its_language(tmp_path, entry):
    add(tmp_path)
    catalogue = tmp_path / "translations" / "tyz" / "LC_MESSAGES" / "messages.po"
    catalogue.write_text(HEAD + entry, "utf-8")
    languages.of(tmp_path)
    app = Flask("app", root_path=str(ROOT))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = languages.folders(tmp_path)
    said = {}
    for code in ("vi", "en", "tyz"):
        Babel(app, locale_selector=lambda code=code: languages.locale_of(code))
        with app.test_request_context():
            said[code] = [languages.counted("%(count)s hồ sơ", count) for count in (0, 1, 2)]
    assert said == {
        "vi": ["0 hồ sơ", "1 hồ sơ", "2 hồ sơ"],
        "en": ["0 dossiers", "1 dossier", "2 dossiers"],
        "tyz": ["0 slổng", "1 slổng", "2 slổng"],
    }


def test_a_place_for_a_count_has_both_forms_only_where_a_language_has_two(page):
    """What a script fills in: see static/shared/fill.js."""
    english, vietnamese = page("/kiosk?lang=en"), page("/kiosk")
    assert '<span data-when-one="ticket.ahead"><b data-slot="ticket.ahead"></b> person</span>' in english
    assert '<span data-when-many="ticket.ahead" hidden><b data-slot="ticket.ahead"></b> people</span>' in english
    assert "data-when-one" not in vietnamese and '<b data-slot="ticket.ahead"></b> người' in vietnamese


def test_names_and_what_rules_say_are_in_the_catalogue_too(page, tmp_path):
    kiosk, book = page("/kiosk?lang=tyz"), page("/book?lang=tyz")
    carried = json.loads(html.unescape(re.search(r"data-sentences='([^']*)'", kiosk)[1]))
    assert carried["Nhận kết quả"] == "Au kết quả" and "Hôm nay ông/bà cần làm việc gì?" not in carried
    assert "data-sentences" not in page("/kiosk") + page("/kiosk?lang=en")
    assert "Au kết quả" in book and "/book/an-binh?service=" in book and "lang=tyz" in book, (
        "each link keeps the language"
    )
    assert "Nhận kết quả" in page("/book") and "Collect a result" in page("/book?lang=en")
    with page.app.test_request_context("/?lang=tyz"):
        refused = ServiceClosed("Nhận kết quả", "Collect a result").message_vi
        assert said(refused) == "Vằn nẩy Au kết quả mí." and said("25–35 phút") == "Pan 35, 25 phút"
        assert said("Hôm nay đã đủ số.") == "Hôm nay đã đủ số.", "what it lacks is Vietnamese"
    with page.app.test_request_context("/?lang=en"):
        assert said(refused) == refused and said("") == ""
