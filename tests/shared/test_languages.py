"""A minority language is added as a file: its catalogue, and a line that names it."""

import html
import inspect
import json
import re
import shutil
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from flask import Flask
from flask_babel import Babel

import languages
from app import create_app
from config import ConfigError
from models.base import db
from queueing.errors import STATES, Refusal, ServiceClosed
from sentences import said
from tests.conftest import config_of
from translations.citizens import FILE, RULES, write

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
    assert '<span data-when-one="ticket.ahead"><b data-slot="ticket.ahead"></b>\u00a0person</span>' in english
    assert '<span data-when-many="ticket.ahead" hidden><b data-slot="ticket.ahead"></b>\u00a0people</span>' in english
    assert "data-when-one" not in vietnamese and '<b data-slot="ticket.ahead"></b>\u00a0người' in vietnamese


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


def test_a_number_taken_in_an_added_language_opens_on_the_phone_in_it(page):
    kiosk = page.app.test_client()
    kiosk.get("/kiosk?lang=tyz")
    service = kiosk.get("/api/kiosk/picture").json["services"][0]["id"]

    def take(language: str):
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return kiosk.post("/api/tickets", json={"service": service, "language": language}, headers=key)

    token = take("tyz").json["ticket"]["token"]
    assert '<html lang="tyz"' in page(f"/t/{token}")
    refused = take("mtq")
    assert refused.status_code == 422 and refused.json["error"]["field"] == "language"


# The file that a translator is given


@pytest.fixture(scope="module")
def translated(drawn: dict[str, Path], tmp_path_factory: pytest.TempPathFactory):
    """An app of a centre that has translated every line of the file: each sentence into itself, in brackets."""
    instance = tmp_path_factory.mktemp("translated")
    shutil.copy(drawn["furnished"], instance / "centre.sqlite3")
    add(instance, "mtq", 'mtq = "Mường"\n')
    with FILE.open("rb") as template:
        catalogue = read_po(template)
    for message in catalogue:
        if message.id:
            one = f"[{message.id if isinstance(message.id, str) else message.id[0]}]"
            message.string = one if isinstance(message.id, str) else (one, one)
    with (instance / "translations" / "mtq" / "LC_MESSAGES" / "messages.po").open("wb") as file:
        write_po(file, catalogue)
    yield create_app(config_of(instance))
    db.obj.close_all()


def refusals() -> Iterator[Refusal]:
    """One of each that has words of its own, where kiosk, phone, booking and tablet are asked."""
    values = {"str": "C025", "int": 3, "datetime": datetime(2026, 3, 2, 8, 0), "date": date(2026, 3, 2)}
    modules = {rule.removesuffix(".py").replace("/", ".") for rule in RULES}
    todo = [Refusal]
    while todo:
        kind = todo.pop()
        todo += kind.__subclasses__()
        ours = any(kind.__module__ == name or kind.__module__.startswith(f"{name}.") for name in modules)
        if not ours or "__init__" not in vars(kind) or kind.__name__ in ("Refusal", "NotFound"):
            continue
        asked = list(inspect.signature(kind).parameters.values())
        states = STATES if any(one.name == "state" for one in asked) else [""]
        for state in states:
            given = {one.name: values.get(getattr(one.annotation, "__name__", one.annotation), "C025") for one in asked}
            given |= {"state": state} if state else {}
            yield kind(**{name: False if name == "taken" else value for name, value in given.items()})


def test_the_file_for_a_translator_holds_what_citizens_meet_now(tmp_path):
    write(tmp_path / "citizens.pot")
    assert (tmp_path / "citizens.pot").read_text("utf-8") == FILE.read_text("utf-8"), "python -m translations.citizens"


def test_every_refusal_that_a_citizen_can_meet_is_in_that_file(translated):
    with translated.test_request_context("/?lang=mtq"):
        met = {one.message_vi: said(one.message_vi) for one in refusals()}
    assert len(met) > 30
    assert [vi for vi, other in met.items() if not re.fullmatch(r"\[.+\]", other)] == []


def test_what_stands_in_a_place_is_looked_up_too(translated):
    with translated.test_request_context("/?lang=mtq"):
        assert said("Đã ngừng cấp số. Cấp số lại: Thứ Hai 07:30.") == (
            "[Đã ngừng cấp số. Cấp số lại: [Thứ Hai 07:30].]"
        )


# What a page says in Vietnamese all the same: its own language's name, and what the centre is called.
NAMES = {"", "Tiếng Việt", "Trung tâm Phục vụ hành chính công"}


def test_a_language_made_of_that_file_leaves_no_sentence_of_a_page_in_vietnamese(translated):
    with FILE.open("rb") as file:
        known = {message.id for message in read_po(file) if isinstance(message.id, str)} - NAMES
    client = translated.test_client()
    for path in ("/kiosk", "/book", "/t/KKKKKKKK", "/rate"):
        answer = client.get(f"{path}?lang=mtq", headers={"Accept": "text/html"}, follow_redirects=True)
        seen = set(map(str.strip, re.sub(r"<[^>]*>", "\n", answer.get_data(as_text=True)).splitlines()))
        assert '<html lang="mtq"' in answer.get_data(as_text=True) and seen & known == set(), path
