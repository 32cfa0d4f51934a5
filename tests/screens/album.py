"""The page that shows the pictures: docs/gallery/index.html, one file that opens from a folder, without a server."""

import json
from dataclasses import asdict, dataclass
from html import escape
from itertools import groupby
from pathlib import Path

ROOMS = {
    "kiosk": ("Máy lấy số", "Kiosk"),
    "display": ("Màn hình chờ", "Hall screen"),
    "phone": ("Điện thoại của công dân", "A citizen's phone"),
    "counter": ("Quầy", "Counter"),
    "rating": ("Máy đánh giá", "Rating tablet"),
    "paper": ("Giấy in", "On paper"),
    "door": ("Lối vào, sổ tay", "The way in, guides"),
    "live": ("Trưởng ca", "Shift lead"),
    "fairness": ("Công bằng", "Fairness"),
    "office": ("Giám đốc", "Director"),
    "admin": ("Quản trị", "Administrator"),
    "setup": ("Lập trung tâm, chạy thử", "Set-up and trial"),
}
HEAD = """\
<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Một Cửa: mọi màn hình</title>
<link rel="stylesheet" href="gallery.css">
</head>
<body>
<h1>Một Cửa: mọi màn hình, mọi trạng thái <span lang="en">Every screen, every state</span></h1>
<p>Ảnh chụp thật, đúng cỡ màn hình, của trung tâm mẫu ngày Thứ Sáu 20/11/2026. Dựng lại: <code>make gallery</code>.
<span lang="en">Real pictures at true size, of the sample centre on Friday 20/11/2026.
Rebuilt by <code>make gallery</code>.</span></p>
"""


@dataclass(frozen=True)
class Picture:
    """One file of the gallery, and what is seen on it."""

    room: str
    state: str
    vi: str
    en: str
    language: str
    file: str
    width: int
    height: int


def write_page(folder: Path, pictures: list[Picture]) -> None:
    """index.html of the folder: a part for each room, its pictures in Vietnamese beside those in English.

    Pictures that were taken before and not now stay, as long as their files are there.
    """
    kept = folder / "pictures.json"
    known = {one["file"]: Picture(**one) for one in json.loads(kept.read_text("utf-8"))} if kept.exists() else {}
    known |= {one.file: one for one in pictures}
    order = list(ROOMS)
    there = [one for one in known.values() if (folder / one.file).exists()]
    pictures = sorted(there, key=lambda one: order.index(one.room))
    kept.write_text(json.dumps([asdict(one) for one in pictures], ensure_ascii=False, indent=1) + "\n", "utf-8")
    parts = [HEAD, _contents(pictures)]
    for room, of_room in groupby(pictures, key=lambda one: one.room):
        vi, en = ROOMS[room]
        parts.append(f'<h2 id="{room}">{vi} <span lang="en">{en}</span></h2>\n<div class="pictures {room}">\n')
        parts += [_figure(one) for one in of_room]
        parts.append("</div>\n")
    parts.append("</body>\n</html>\n")
    (folder / "index.html").write_text("".join(parts), "utf-8")


def _contents(pictures: list[Picture]) -> str:
    there = [(room, *ROOMS[room]) for room in ROOMS if any(one.room == room for one in pictures)]
    links = (f'<a href="#{room}">{vi} <span lang="en">{en}</span></a>' for room, vi, en in there)
    return f"<nav>{' '.join(links)}</nav>\n"


def _figure(one: Picture) -> str:
    words, size = (one.vi if one.language == "vi" else one.en), f'width="{one.width}" height="{one.height}"'
    return (
        f'<figure lang="{one.language}"><a href="{one.file}"><img src="{one.file}" {size} loading="lazy" '
        f'alt="{escape(words)}"></a><figcaption>{escape(words)}</figcaption></figure>\n'
    )
