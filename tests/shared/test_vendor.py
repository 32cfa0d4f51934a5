"""The vendored files are the ones that were fetched, and the pages ask for no others."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = json.loads((ROOT / "static" / "vendor" / "vendor.json").read_text())


@pytest.mark.parametrize("path", sorted(LOCK["sha256"]))
def test_a_vendored_file_is_the_one_that_was_fetched(path):
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == LOCK["sha256"][path]


def test_every_vendored_package_has_a_version_a_licence_and_a_sha512():
    for package in LOCK["packages"]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert package["integrity"].startswith("sha512-")
        [kept] = [target for source, target in package["files"].items() if source.startswith("LICENSE")]
        licence = ROOT / "static" / "vendor" / kept
        assert package["licence"] and licence.stat().st_size > 500


def test_no_file_in_the_vendor_folder_is_unaccounted_for():
    ours = {"static/vendor/fetch.py", "static/vendor/vendor.json"}
    found = {p.relative_to(ROOT).as_posix() for p in (ROOT / "static" / "vendor").rglob("*") if p.is_file()}
    assert {p for p in found if "__pycache__" not in p} - ours <= set(LOCK["sha256"])


def test_the_fonts_of_a_phone_page_stay_light():
    fonts = sorted((ROOT / "static" / "vendor" / "fonts").glob("*.woff2"))
    assert len(fonts) == 6
    assert sum(font.stat().st_size for font in fonts) < 80_000


OUTSIDE = re.compile(r"""(?:src|href|url|import|from)\s*[=(]?\s*["']?((?:https?:)?//[^"')\s]+)""")


def test_no_page_or_style_asks_the_internet_for_anything():
    for folder in (ROOT / "static", ROOT / "templates"):
        for path in folder.rglob("*"):
            if path.suffix in {".css", ".html", ".js"} and "vendor" not in path.parts:
                asked = OUTSIDE.findall(path.read_text())
                assert not asked, f"{path}: {asked}"
