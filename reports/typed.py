"""What a person typed into a text that only figures may say: numbers, which are warned of, and verdicts, which are not
taken.

A verdict says whether a target was reached: "(đạt)", "chưa đạt", "không đạt kế hoạch". The same word also means "comes
to" ("đạt 98 %"), stands in others ("truyền đạt", "đạt yêu cầu"), in names ("Nguyễn Văn Đạt") and in what is yet to be
done ("phấn đấu đạt chỉ tiêu"); all these are only words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reports.placeholders import MEASURE_OF, NAME_OF_MEASURE, of_field
from reports.sentences import Part, Slot, Sometimes, parsed

FIGURE = "\u2026"  # holds the place of a figure that is named
_HARMLESS = re.compile(  # digits that are no figures: numbered lines, days, papers, years, names
    r"^\s*(?:[-+•]\s*)?\d+[.)]\s|"
    r"(?<!\d)\d{1,2}/\d{1,2}(?:/\d{4})?(?![\d/])|(?<!\d)\d{1,2}/\d{4}(?![\d/])|"
    r"\d+/(?:[\w.-]*/)*[\w-]*[A-ZĐ][\w./-]*|"
    r"(?:số|luật|nghị định|quyết định|thông tư|công văn|kế hoạch|nghị quyết|chỉ thị|đề án)\s+\d+(?![\d.,]*\s*%)|"
    r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|(?:tháng|quý|kỳ)\s+\d{1,2}(?:/\d{4})?\b|"
    r"(?:năm|mức|cấp|quầy)\s+\d{1,4}\b|"
    r"\b1022\b|24/7",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(r"\d[\d.,]*(?:[\s\u00a0]?%)?")

_VERDICT = re.compile(r"\b(?P<denied>(?:chưa|không)\s+)?(?P<word>đạt)\b", re.IGNORECASE)
_IN_A_WORD = re.compile(r"\b(?:truyền|diễn|biểu|đề|chuyển|tống|thành|phát|bộc|lưu|điều)\s+$", re.IGNORECASE)
_IN_A_NAME = re.compile(r"(?:\b(?:ông|bà|anh|chị|đồng chí)\s+|\b[A-ZÀ-ỸĐ][a-zà-ỹđ]+\s+)$")
_YET_TO_COME = re.compile(
    r"\b(?:phấn đấu|quyết tâm|cố gắng|nỗ lực|nhằm|để|bảo đảm|đảm bảo|cần|phải|sẽ|hướng tới|hướng đến|dự kiến|nếu|"
    r"khắc phục|đôn đốc|giải pháp|nguyên nhân)\b",
    re.IGNORECASE,
)
_GOALS = r"(?:chỉ\s+tiêu|kế\s+hoạch|mục\s+tiêu|tiến\s+độ|KPI)\b"
_OF_GOALS = re.compile(rf"\b(?:các|những|một số|số)\s+{_GOALS}[\w\s]{{0,30}}$", re.IGNORECASE)
_GOAL_FOLLOWS = re.compile(
    rf"\s+(?:được\s+|và\s+vượt\s+|hoặc\s+vượt\s+|vượt\s+|đủ\s+|toàn\s+bộ\s+|tất\s+cả\s+|các\s+|những\s+|mọi\s+|cả\s+)*{_GOALS}|"
    r",?\s+(?:và|hoặc)\s+vượt\b|\s+(?:so\s+với|theo)\s+(?:chỉ|kế|mục)\b",
    re.IGNORECASE,
)
_NOTHING_FOLLOWS = re.compile(
    r"\s*(?:$|[,;.)\]“”\"'–—]|-\s|:(?!\s*[\d\u2026]))|\s+(?:vì|do|nên|nhưng|song)\b", re.MULTILINE
)
_NUMBER_FOLLOWS = re.compile(
    r"\s*(?:(?:được|khoảng|trên|dưới|hơn|gần|mức|tỷ\s+lệ|tối\s+thiểu|bình\s+quân|từ|tới|đến)\s+)*[\d\u2026]",
    re.IGNORECASE,
)
_LIST_FOLLOWS = re.compile(r"\s*(?:là|gồm|như sau)?\s*:?\s*[\d\u2026]", re.IGNORECASE)


@dataclass(frozen=True)
class Verdict:
    """Such a word, and the measure named before it on its line, or after it, that it seems to be about."""

    said: str
    measure: str | None

    @property
    def slot(self) -> Slot | None:
        """What says it from the figures."""
        return Slot("dat", NAME_OF_MEASURE.get(self.measure, self.measure)) if self.measure else None


def typed_numbers(text: str) -> list[str]:
    """Numbers that a person typed where a figure should be named: they will not follow when the figures change."""
    words = "\n".join(_words_only(line) for line in text.splitlines())
    return [found[0].rstrip(".,") for found in _NUMBER.finditer(_HARMLESS.sub(" ", words))]


def typed_verdicts(text: str) -> list[Verdict]:
    """ "đạt", "chưa đạt" and "không đạt" of a target that a person typed; {dat:…} says them from the numbers."""
    return [verdict for line in text.splitlines() for verdict in _verdicts_of(line)]


def _verdicts_of(line: str) -> Iterator[Verdict]:
    words = ""
    places: list[tuple[int, str]] = []
    for part in _flat(parsed(unicodedata.normalize("NFC", line))):
        if isinstance(part, Slot):
            of, _ = of_field(part.what)
            places.append((len(words), of if of in MEASURE_OF else part.name))
        words += part if isinstance(part, str) else f" {FIGURE} "
    for found in _VERDICT.finditer(words):
        if _is_verdict(words, found):
            measures = [(at, MEASURE_OF[name]) for at, name in places if name in MEASURE_OF]
            before = [measure for at, measure in measures if at < found.start()]
            nearest = before[-1] if before else measures[0][1] if measures else None
            yield Verdict(" ".join(found[0].split()), nearest)


def _is_verdict(words: str, found: re.Match[str]) -> bool:
    before, after = words[: found.start()], words[found.end() :]
    named = found["word"] == "Đạt" and _IN_A_NAME.search(before)
    if not found["denied"] and (named or _IN_A_WORD.search(before)):
        return False
    clause = re.split(r"[.;:(]\s", before)[-1]
    if _YET_TO_COME.search(clause) or (_OF_GOALS.search(clause) and _LIST_FOLLOWS.match(after)):
        return False
    if _GOAL_FOLLOWS.match(after) or _NOTHING_FOLLOWS.match(after):
        return True
    return bool(found["denied"] and _NUMBER_FOLLOWS.match(after))


def _words_only(line: str) -> str:
    return "".join(part if isinstance(part, str) else f" {FIGURE} " for part in _flat(parsed(line)))


def _flat(parts: list[Part]) -> Iterator[str | Slot]:
    for part in parts:
        yield from part.parts if isinstance(part, Sometimes) else (part,)
