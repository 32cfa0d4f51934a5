"""The centre's logo: what is taken as one, and how it is kept for screens and paper."""

import hashlib
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError
from werkzeug.datastructures import FileStorage

import events
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.hall import Logo
from models.journal import Change
from queueing.errors import Invalid

MOST_BYTES = 5_000_000
MOST_PIXELS = 24_000_000  # decoded, a picture takes four bytes a pixel of a small PC's memory
LEAST_SIDE = 40  # pixels; less is no picture on a TV
FORMATS = ("PNG", "JPEG")
ROOM = (480, 160)  # pixels: sharp on a TV, and light for a phone
COLOURS = 128


def keep(centre: Centre, file: FileStorage, officer: Officer) -> None:
    """Show this file as the centre's logo from now on. Raises Invalid: no picture, too small, too large."""
    png = fitted(file)
    title = (file.filename or "logo")[:80]
    with unit_of_work(centre.id):
        before = Logo.get_or_none(Logo.centre == centre)
        Logo.delete().where(Logo.centre == centre).execute()
        name = hashlib.sha256(f"{centre.slug}\n".encode() + png).hexdigest()[:24]
        Logo.create(centre=centre, name=name, title=title, png=png)
        told = {"logo": before.title if before else ""}
        Change.note(centre, officer, "choice", title, told, {"logo": title}, Change.CHANGED if before else Change.ADDED)
    events.announce(events.SettingsChanged(centre.id))


def drop(centre: Centre, officer: Officer) -> None:
    """Show none any more."""
    with unit_of_work(centre.id):
        before = Logo.get_or_none(Logo.centre == centre)
        if before is None:
            return
        Logo.delete().where(Logo.centre == centre).execute()
        Change.note(centre, officer, "choice", before.title, {"logo": before.title}, {"logo": ""}, Change.REMOVED)
    events.announce(events.SettingsChanged(centre.id))


def fitted(file: FileStorage) -> bytes:
    """The picture as a PNG within ROOM, without the empty margin around it. Raises Invalid."""
    content = file.read(MOST_BYTES + 1)
    file.close()  # a large one lies on the disk until then
    if len(content) > MOST_BYTES:
        raise Invalid(
            f"Tệp lớn hơn {MOST_BYTES // 1_000_000} MB. Mời chọn tệp nhỏ hơn.",
            f"The file is larger than {MOST_BYTES // 1_000_000} MB. Please choose a smaller one.",
            field="file",
        )
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            _check_size(picture)
            drawn = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as failure:
        raise Invalid(
            "Tệp không phải ảnh PNG hay JPEG. Mời chọn ảnh khác.",
            "The file is not a PNG or JPEG picture. Please choose another.",
            field="file",
        ) from failure
    if (seen := drawn.getchannel("A").getbbox()) is None:
        raise Invalid(
            "Ảnh trong suốt hoàn toàn, không có gì để hiện. Mời chọn ảnh khác.",
            "The picture is wholly transparent: there is nothing to show. Please choose another.",
            field="file",
        )
    drawn = drawn.crop(seen)
    drawn.thumbnail(ROOM, Image.Resampling.LANCZOS)
    written = BytesIO()
    drawn.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _check_size(picture: Image.Image) -> None:
    size = f"{picture.width}×{picture.height}"
    if picture.width * picture.height > MOST_PIXELS:
        raise Invalid(
            f"Ảnh {size} điểm là quá lớn. Mời thu nhỏ, như 960×320.",
            f"A picture of {size} pixels is too large. Make it smaller, such as 960×320.",
            field="file",
        )
    if min(picture.width, picture.height) < LEAST_SIDE:
        raise Invalid(
            f"Ảnh {size} điểm là quá nhỏ. Mời chọn ảnh có mỗi chiều từ {LEAST_SIDE} điểm.",
            f"A picture of {size} pixels is too small. Each side needs at least {LEAST_SIDE}.",
            field="file",
        )
