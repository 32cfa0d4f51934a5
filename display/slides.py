"""Pictures and films that staff give to the hall's screens: what is taken, by its content, and where it is kept."""

import secrets
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from werkzeug.datastructures import FileStorage

from models.base import unit_of_work
from models.centre import Centre
from models.hall import Slide
from queueing.errors import Invalid

MOST_PICTURE_BYTES = 15_000_000
MOST_FILM_BYTES = 200_000_000
MOST_PIXELS = 40_000_000  # decoded, a picture takes four bytes a pixel of a small PC's memory
MOST_SLIDES = 30
PICTURES = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}  # as Pillow calls them → the ending they are kept under
FILMS = {b"ftyp": ".mp4"}  # bytes 4 to 8; a WebM begins with the mark below
WEBM = b"\x1aE\xdf\xa3"

_folder = Path("slides")


def keep_in(folder: Path) -> None:
    """Where this installation's slides are; said once, when the application is made."""
    global _folder
    _folder = folder


def folder() -> Path:
    """The folder of all slides; a name in it belongs to the centre whose row holds it."""
    return _folder.resolve()


def add(centre: Centre, file: FileStorage, title: str) -> Slide:
    """Keep a file as the centre's last slide. Raises Invalid: what it holds is no picture and no film, or too much."""
    kind, suffix = _kind_of(file)
    name = secrets.token_hex(12) + suffix
    folder().mkdir(parents=True, exist_ok=True)
    part = folder() / f"{name}.part"
    file.stream.seek(0)
    file.save(part)
    most = MOST_PICTURE_BYTES if kind == Slide.PICTURE else MOST_FILM_BYTES
    if part.stat().st_size > most:
        part.unlink()
        raise Invalid(
            f"Tệp lớn hơn {most // 1_000_000} MB. Mời chọn tệp nhỏ hơn.",
            f"The file is larger than {most // 1_000_000} MB. Please choose a smaller one.",
            field="file",
        )
    with unit_of_work(centre.id):
        rows = Slide.select().where(Slide.centre == centre)
        if rows.count() >= MOST_SLIDES:
            part.unlink()
            raise Invalid(
                f"Đã có {MOST_SLIDES} hình. Mời bỏ bớt một hình rồi thêm.",
                f"There are {MOST_SLIDES} slides. Remove one, then add this.",
                field="file",
            )
        part.replace(folder() / name)
        last = max((row.position for row in rows), default=0)
        return Slide.create(centre=centre, name=name, kind=kind, title=title, position=last + 1)


def drop(slide: Slide) -> None:
    """Forget a slide and its file."""
    with unit_of_work(slide.centre_id):
        Slide.delete().where(Slide.id == slide.id).execute()
    (folder() / slide.name).unlink(missing_ok=True)


def _kind_of(file: FileStorage) -> tuple[str, str]:
    """(kind, ending) by what the file holds; its name says nothing."""
    head = file.stream.read(16)
    if head.startswith(WEBM):
        return Slide.FILM, ".webm"
    if head[4:8] in FILMS:
        return Slide.FILM, FILMS[head[4:8]]
    file.stream.seek(0)
    try:
        with Image.open(file.stream, formats=list(PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Invalid(
                    f"Ảnh {picture.width}×{picture.height} điểm là quá lớn. Mời thu nhỏ về 1920×1080.",
                    f"A picture of {picture.width}×{picture.height} is too large. Make it 1920×1080.",
                    field="file",
                )
            kind = PICTURES[str(picture.format)]
            picture.verify()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as failure:
        raise Invalid(
            "Tệp không phải ảnh PNG, JPEG, WebP hay phim MP4, WebM.",
            "The file is not a PNG, JPEG or WebP picture, nor an MP4 or WebM film.",
            field="file",
        ) from failure
    return Slide.PICTURE, kind
