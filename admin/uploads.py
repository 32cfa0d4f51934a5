"""Files that staff give: how large they may be, and that there is exactly one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from queueing.errors import Invalid, Refusal

ROOM_FOR_THE_FORM = 65_536  # bytes around the file
READ_AT_ONCE = 262_144  # bytes of the form held in memory; a larger file goes to disk


class TooLarge(Refusal):
    """The file is larger than is taken."""

    status, code = 413, "too_large"

    def __init__(self, most: int) -> None:
        size = most // 1_000_000
        super().__init__(
            f"Tệp lớn hơn {size} MB. Mời chọn tệp nhỏ hơn.",
            f"The file is larger than {size} MB. Please choose a smaller one.",
            field="file",
        )


def room_for(most: int) -> Callable:
    """Admit a form with one file of at most `most` bytes, which is larger than JSON may be. Raises TooLarge."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def roomy(*args: Any, **kwargs: Any) -> Any:
            request.max_content_length = most + ROOM_FOR_THE_FORM
            request.max_form_memory_size = READ_AT_ONCE
            if (request.content_length or 0) > request.max_content_length:
                raise TooLarge(most)
            return view(*args, **kwargs)

        roomy.takes_a_file = True  # type: ignore[attr-defined]  # read by envelope
        return roomy

    return decorate


def only_file() -> FileStorage:
    """The form's one file. Raises Invalid where there is none."""
    files = request.files.getlist("file")
    if len(files) != 1 or not files[0].filename:
        raise Invalid("Mời chọn một tệp.", "Please choose one file.", field="file")
    return files[0]
