"""No sentence stands on a screen that could not be said in another language: all of them pass through `_()`."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

ROOT = Path(__file__).parents[2]
SCRIPTS = [path for path in sorted((ROOT / "static").rglob("*.js")) if "vendor" not in path.parts]
MARKED = "ăâđêôơưĂÂĐÊÔƠƯà-ãè-êìíò-õùúýÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĩũĨŨẠ-ỹ"
VIETNAMESE = re.compile(rf"(?=[^\W\d_]{{2}})[^\W\d_]*[{MARKED}][^\n]{{0,60}}")  # a letter alone is no word
NAMES = ("Một Cửa", "Tiếng Việt")  # of the product and of the language: the same everywhere
PAPERS = {  # official papers and the heads of a prescribed table are in Vietnamese, whoever reads the page around them
    "counters/slip.html", "deadlines/_parts.html", "deadlines/chase.html", "deadlines/letter.html",
    "reports/_figures.html", "reports/_pages.html",
}  # fmt: skip
NOT_SAID = (  # compared or replaced, never shown; or an example of what may be typed
    "hài lòng", "hài\\u00a0lòng", "phục vụ", "phục\\u00a0vụ", "giấy tờ",
    "giấy\\u00a0tờ", "nghỉ", "Hộ tịch", "Quốc khánh", "khác 0", "tạm thời", "tạm\\u00a0thời", "tìm thấy",
    "tìm\\u00a0thấy", "tài khoản khác", "tài\\u00a0khoản\\u00a0khác",
)  # fmt: skip
GUIDES = ("guides/vi/", "guides/_sheet.html")  # a guide is written in one language; another has a folder of its own
TEMPLATES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if (name := str(path.relative_to(ROOT / "templates"))) not in PAPERS and not name.startswith(GUIDES)
]
OPENED = {("_", "("), ("_n", "("), ("pgettext", "(")}
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)


def loose(template: str) -> Iterator[str]:
    """Vietnamese that no `_()` takes: in the page's own text, or as a word of an expression."""
    before = ("", "", "", "")
    for line, kind, value in Environment().lex(template):
        if kind in ("whitespace", "comment", "comment_begin", "comment_end"):
            continue
        translated = before[2:] in OPENED or (before[:2] == ("pgettext", "(") and before[3] == ",")
        if kind == "data" or (kind == "string" and not translated):
            text = value
            for name in (*NAMES, *NOT_SAID):
                text = text.replace(name, "")
            yield from (f"{line}: {found}" for found in VIETNAMESE.findall(text))
        before = (*before[1:], value)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_says_a_word_that_cannot_be_translated(path):
    assert list(loose(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT / "static")))
def test_no_script_says_a_word_of_its_own(path):
    """What a script says stands in its template, where it is translated."""
    said = COMMENT.sub("", path.read_text("utf-8"))
    for word in NOT_SAID:
        said = said.replace(word, "")
    assert VIETNAMESE.findall(said) == []


def test_a_loose_word_would_be_found():
    said = '{{ _("Đóng") }}{{ pgettext("state", "Nghỉ") }}{{ _n("Phiếu", 2) }}{# Ghi chú #}'
    assert list(loose('<p>Quầy</p>{{ "Mở cửa" }}' + said)) == ["1: Quầy</p>", '1: Mở cửa"']
