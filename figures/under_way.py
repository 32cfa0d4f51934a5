"""Figures while a file is being brought in or taken back: they hold a part of it, and must not go out as the whole."""

from models.centre import Centre
from models.source import ImportBatch
from queueing.errors import Conflict


class Incomplete(Conflict):
    """What would be written down is only a part."""

    code = "import_under_way"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"Đang nhập tệp {file}: số liệu chưa đủ nên chưa xuất được. Mời đợi nhập xong rồi xuất lại.",
            f"The file {file} is being imported: the figures are not complete, so nothing is exported yet. "
            "Please wait until it is done, then export again.",
        )


def check_complete(centre: Centre) -> None:
    """Refuse to write figures down while a file is on its way into them. Raises Incomplete."""
    if (batch := ImportBatch.under_way(centre)) is not None:
        raise Incomplete(batch.file_name)
