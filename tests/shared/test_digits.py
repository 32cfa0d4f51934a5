"""Numbers and rates are written in one place, with the signs of the page's language."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

import digits

ROOT = Path(__file__).parents[2]
OWN = {  # papers and files, which follow a report's profile; and what is typed, which is read as it was written
    "figures/rates.py", "registers/amounts.py", "reports/snapshot.py", "setup/reading.py",
    "static/display/displays.js", "static/shared/digits.js",
}  # fmt: skip
BY_HAND = re.compile(
    r"""replace\("[.,]", ?"[.,]"|:,\}|"%\.\d+f" ?(%|\| ?format)|toLocaleString|NumberFormat|\(\?=\(\\d\{3\}"""
)
DRAWN = re.compile(r'(?:width|x|height)="[^"]*$')  # a place on a drawing, which has its own signs
ROOMS = sorted(
    str(path.relative_to(ROOT))
    for kind in ("*.py", "*.html", "*.js")
    for path in ROOT.rglob(kind)
    if not {"tests", "vendor", ".venv", "node_modules"} & set(path.relative_to(ROOT).parts)
)


@pytest.mark.parametrize(
    ("language", "count", "rate", "length"),
    [
        ("vi", "12.468", "70,3\u00a0%", "8,5"),
        ("en", "12,468", "70.3\u00a0%", "8.5"),
        ("vi@tyz", "12.468", "70,3\u00a0%", "8,5"),
    ],
)
def test_a_number_has_the_signs_of_the_page_s_language(monkeypatch, language, count, rate, length):
    """An added language writes them as Vietnamese does."""
    monkeypatch.setattr(digits, "_of_page", lambda: language)
    assert digits.number(12468) == count
    assert digits.percent(Decimal("70.30")) == rate
    assert digits.number(8.45, places=1) == length


def test_a_number_of_nothing_is_a_dash_and_idle_zeros_go():
    assert digits.number(None) == digits.percent(None) == "—"
    assert digits.percent(Decimal("100.0")) == "100\u00a0%"
    assert digits.number(Decimal("97.50")) == "97,5"
    assert digits.number(8.0, places=1) == "8,0"


def test_no_page_puts_the_signs_into_a_number_by_hand():
    """`| number`, `| percent`, `| money` in a template, `digits` in Python and in a script."""
    found = [
        f"{path}:{at}: {hit.group()}"
        for path in ROOMS
        for at, line in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1)
        for hit in BY_HAND.finditer(line)
        if path not in OWN and not DRAWN.search(line[: hit.start()])
    ]
    assert found == []
