"""People in a file: which columns tell of them, which words look like one, and how a phone number is written.

Names, phone numbers and identity numbers are read only where the centre has switched them on; whatever else looks
like one is never shown, not in a sample and not in a refusal.
"""

import re
import unicodedata
from itertools import pairwise

from imports.folding import text

UNREAD = "(không đọc)"
SHOWN = 40  # letters of a cell
TELLING = (
    "chu ho so", "chu ho", "nguoi nop", "nguoi yeu cau", "nguoi duoc", "nguoi dai dien", "nguoi lien he", "nguoi nhan",
    "nguoi khai", "nguoi su dung", "ho ten", "ho va ten", "ten cong dan", "ten khach", "cong dan", "ca nhan",
    "nguyen don", "ben giao", "ben nhan", "dien thoai", "di dong", "sdt", "so dt", "cccd", "cmnd", "cmt", "can cuoc",
    "dinh danh", "ho chieu", "ma so thue", "mst", "dia chi", "noi o", "thuong tru", "email", "e mail", "thu dien tu",
    "ngay sinh", "nam sinh", "gioi tinh", "tai khoan", "trich yeu", "noi dung", "ghi chu", "can bo", "cong chuc",
    "chuyen vien", "nguoi xu ly", "nguoi tiep nhan", "nguoi ky", "lanh dao",
)  # fmt: skip
FAMILIES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô hồ dương đinh trịnh đoàn trương lâm lý mai đào "
    "nguyen tran pham huynh"
)
SURNAMES = frozenset(FAMILIES.split())
NOT_NAMES = frozenset(("hồ sơ", "lý xong", "lý hồ", "lý do", "mai táng", "đoàn thanh"))
LONG_NUMBER = re.compile(r"(?<![\w/.:-])\+?(?:\d[ .-]?){9,12}(?![\d/:-])")
ADDRESS = re.compile(r"\S@\S")
MOBILE = re.compile(r"^(?:\+?84|0)?([35789]\d{8})$|^(?:\+?84|0)?(2\d{9})$")


def tells_of_people(heading: str) -> bool:
    """Whether a column with this heading (folded) holds people: applicants, officers, numbers and places of theirs."""
    padded = f" {heading} "
    return any(f" {words} " in padded for words in TELLING)


def looks_personal(words: str) -> bool:
    """Whether the words hold a name, a phone or identity number, or an e-mail address, as far as its shape tells."""
    if ADDRESS.search(words) or any(len(re.sub(r"\D", "", found)) >= 9 for found in LONG_NUMBER.findall(words)):
        return True
    letters = unicodedata.normalize("NFC", words).split()
    return any(
        word[0].isupper()
        and following[0].isupper()
        and following.isalpha()
        and word.casefold() in SURNAMES
        and f"{word} {following}".casefold() not in NOT_NAMES
        for word, following in pairwise(letters)
    )


def is_a_name(words: str) -> bool:
    """Whether these are two to five capitalised words and nothing else, as a person's name is."""
    letters = words.split()
    return 2 <= len(letters) <= 5 and all(word.isalpha() and word[0].isupper() for word in letters)


def quoted(cell: object) -> str:
    """A cell as a refusal may show it: on one line, cut, and without people."""
    words = text(cell)
    if looks_personal(words):
        return UNREAD
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def phone(cell: object) -> str | None:
    """A Vietnamese phone number in its form with 0, also where a workbook has eaten that 0; None for anything else."""
    digits = re.sub(r"[\s().-]", "", text(cell))
    match = MOBILE.match(digits)
    return f"0{match[1] or match[2]}" if match else None
