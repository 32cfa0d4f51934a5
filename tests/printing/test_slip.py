"""The slip as a picture: sizes in millimetres, every letter whole, the QR readable."""

import hashlib
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printing.page import DOTS_PER_MM, LAYOUTS
from printing.slip import draw
from printing.type import BLACK, BOLD, FONTS, LEADING, REGULAR, face, fold, line_height, plain, write

WIDTHS = (576, 384)
VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0309\u0303\u0301\u0323"
LETTERS = sorted(
    {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in (*TONES, "")} - set("aeiouy") | {"đ"}
)
LETTERS = [*LETTERS, *(letter.upper() for letter in LETTERS)]
LONGEST_SERVICE = "Đất đai, tài nguyên và môi trường, đăng ký biến động quyền sử dụng đất và tài sản gắn liền"


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box of all black dots."""
    return Image.eval(picture.convert("L"), lambda grey: 255 - grey).getbbox()


def test_there_are_134_letters_beyond_ascii():
    assert len(LETTERS) == 134


@pytest.mark.parametrize("weight", [REGULAR, BOLD, BLACK])
def test_every_vietnamese_letter_is_in_the_font(weight):
    font = face(weight, 40)
    missing = bytes(font.getmask("\uffff"))
    assert bytes(font.getmask("Ậ")) != missing
    assert [letter for letter in LETTERS + list("–·:/0123456789") if bytes(font.getmask(letter)) == missing] == []


@pytest.mark.parametrize("weight", [REGULAR, BOLD, BLACK])
@pytest.mark.parametrize("size", [22, 32, 44])
def test_no_letter_reaches_out_of_its_line(weight, size):
    height = line_height(size)
    for letter in LETTERS:
        picture = Image.new("L", (4 * size, 3 * height), 255)
        write(picture, 2 * size, height, letter, weight, size)
        _, top, _, bottom = ink(picture)
        assert height <= top and bottom <= 2 * height, letter


@pytest.mark.parametrize("weight", [REGULAR, BOLD, BLACK])
def test_no_two_letters_print_alike(weight):
    seen = {}
    for letter in LETTERS:
        picture = Image.new("L", (60, 60), 255)
        write(picture, 30, 5, letter, weight, 22)
        dots = picture.point(lambda grey: 255 * (grey >= 140)).tobytes()
        assert dots not in seen, (letter, seen.get(dots))
        seen[dots] = letter


def test_the_fonts_are_the_ones_that_were_checked():
    listed = dict(reversed(line.split()) for line in (FONTS / "SHA256SUMS").read_text().splitlines())
    assert set(listed) == {REGULAR, BOLD, BLACK}
    for name, digest in listed.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()


@pytest.mark.parametrize(("width", "longest"), [(576, 120), (384, 108)])
def test_the_slip_is_as_wide_as_the_paper_and_within_its_length(sample, width, longest):
    for slip in (sample, replace(sample, sample=True), replace(sample, copy=1), replace(sample, sample=True, copy=3)):
        picture = draw(slip, width)
        assert picture.mode == "1"
        assert picture.width == width
        assert picture.height <= longest * DOTS_PER_MM


@pytest.mark.parametrize(("width", "millimetres"), [(576, 18.4), (384, 13.9)])
def test_the_number_is_as_high_as_designed(sample, width, millimetres):
    rows = draw(sample, width).convert("L").reduce((width, 1)).tobytes()
    runs, start = [], None
    for y, grey in enumerate([*rows, 255]):
        if grey < 255 and start is None:
            start = y
        elif grey == 255 and start is not None:
            runs.append(y - start)
            start = None
    qr = 29 * LAYOUTS[width].module
    highest = max(run for run in runs if run != qr)
    assert highest / DOTS_PER_MM == pytest.approx(millimetres, abs=0.3)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_five_character_number_fits_too(sample, width):
    left, _, right, _ = ink(draw(replace(sample, number="N1025"), width))
    assert left >= 0 and right <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_qr_opens_the_tickets_page(sample, width):
    found = zxingcpp.read_barcodes(draw(sample, width).convert("L"))
    assert [code.text for code in found] == [sample.url]
    assert found[0].ec_level == "M"


@pytest.mark.parametrize(("width", "module"), [(576, 7), (384, 6)])
def test_a_module_of_the_qr_is_a_whole_number_of_dots(sample, width, module):
    picture = draw(sample, width)
    corner = zxingcpp.read_barcodes(picture.convert("L"))[0].position
    side = corner.top_right.x - corner.top_left.x + 1
    assert side == pytest.approx(29 * module, abs=2)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_long_address_is_readable_too(sample, width):
    slip = replace(sample, url="https://motcua.phuong-binh-minh.thanh-pho-ho-chi-minh.gov.vn/trung-tam/t/K7M2QX94")
    picture = draw(slip, width)
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [slip.url]
    assert picture.height <= (120 if width == 576 else 108) * DOTS_PER_MM


@pytest.mark.parametrize("width", WIDTHS)
def test_the_qr_has_four_white_modules_around_it(sample, width):
    module = LAYOUTS[width].module
    grey = draw(sample, width).convert("L")
    position = zxingcpp.read_barcodes(grey)[0].position
    left, top = position.top_left.x, position.top_left.y
    right, bottom = position.bottom_right.x, position.bottom_right.y
    around = 4 * module - 2
    ring = grey.copy()
    ring.paste(255, (left - 1, top - 1, right + 2, bottom + 2))
    assert ink(ring.crop((left - around, top - around, right + around, bottom + around))) is None


@pytest.mark.parametrize("width", WIDTHS)
def test_an_english_slip_says_everything_twice_and_stays_within_150_mm(sample, width):
    both = draw(replace(sample, english=True), width)
    assert draw(sample, width).height < both.height <= 150 * DOTS_PER_MM


@pytest.mark.parametrize("width", WIDTHS)
def test_a_long_name_is_wrapped_and_never_clipped(sample, width):
    slip = replace(
        sample, service=LONGEST_SERVICE, centre=("Trung tâm Phục vụ hành chính công", "thị trấn " + "Đắk Lắk " * 8)
    )
    picture = draw(slip, width)
    left, top, right, bottom = ink(picture)
    assert left >= 1 and right <= width - 1
    assert top >= 0 and bottom <= picture.height
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [slip.url]


@pytest.mark.parametrize("weight", [REGULAR, BOLD, BLACK])
def test_every_folded_line_fits_and_no_letter_is_lost(weight):
    for text in (LONGEST_SERVICE, "Nghiêng" * 30, "a " * 100):
        lines = fold(plain(text), weight, 30, 376)
        assert all(face(weight, 30).getlength(line) <= 376 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_text_is_composed_and_control_characters_never_reach_the_paper():
    assert plain("Chư\u0301ng thu\u031b\u0323c") == "Chứng thực"
    assert plain("A\x1b@\x1dV\x00B\r\n  C\u200b\u202e") == "A@ VB C"
    assert plain(" \t ") == ""


@pytest.mark.parametrize("width", WIDTHS)
def test_text_decomposed_by_a_keyboard_prints_the_same_dots(sample, width):
    decomposed = replace(sample, service=unicodedata.normalize("NFD", sample.service))
    assert draw(decomposed, width) == draw(sample, width)


def test_a_reprint_says_so_and_so_does_a_trial(sample):
    plain_slip = draw(sample, 576)
    assert draw(replace(sample, copy=1), 576) != plain_slip
    assert draw(replace(sample, copy=2), 576) != draw(replace(sample, copy=1), 576)
    framed = draw(replace(sample, sample=True), 576)
    assert framed.height > plain_slip.height


def test_only_what_is_known_is_printed(sample):
    bare = replace(sample, priority=False, ahead=None, wait="", counters="", wifi="")
    assert draw(bare, 576).height < draw(sample, 576).height - 5 * 32
    assert draw(replace(sample, ahead=0), 576).height == draw(sample, 576).height


def test_large_black_areas_are_avoided(sample):
    for width in WIDTHS:
        picture = draw(replace(sample, sample=True, copy=1), width)
        assert picture.convert("L").histogram()[0] / (picture.width * picture.height) < 0.2


def test_the_line_height_holds_the_tallest_stack():
    assert LEADING >= 1.054 + 0.240
    assert Path(FONTS / REGULAR).stat().st_size > 500_000  # the whole font, not a web subset
