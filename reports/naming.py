"""What an exported file is called: letters that every system can keep."""

from figures.period import Period
from models.centre import Centre
from vietnamese import without_marks


def file_name(centre: Centre, period: Period, kind: str) -> str:
    """ "BaoCao_PhuongBinhMinh_2026-10-15_2026-11-14.docx"."""
    words = "".join(
        letter if letter.isascii() and letter.isalnum() else " "
        for letter in without_marks(centre.name)
        if letter.isprintable()
    ).split()
    name = "".join(word[0].upper() + word[1:] for word in words) or "TrungTam"
    return f"BaoCao_{name}_{period.first}_{period.last}.{kind}"
