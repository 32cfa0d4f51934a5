"""Vietnamese without its marks, for finding and for file names: what a person types, or a system can keep."""

import unicodedata


def without_marks(text: str) -> str:
    """ "Chứng thực, Đất đai" → "Chung thuc, Dat dai". The case stays; đ, which no rule of Unicode takes apart, is d."""
    letters = unicodedata.normalize("NFKD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
