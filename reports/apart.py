"""Files are made in a process of their own: to write 200,000 rows on a thread would hold the hall up."""

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from queueing.errors import Invalid, Refusal

log = logging.getLogger(__name__)
HOUSE = Path(__file__).resolve().parent.parent
FILES_AT_ONCE = 2  # more would leave the hall no processor
WAIT_SECONDS = 300  # a year of a large centre takes 10 on a machine that has nothing else to do


_at_once = threading.BoundedSemaphore(FILES_AT_ONCE)


class NotMade(Refusal):
    """The file could not be made; what went wrong is in the log."""

    status, code = 503, "report_not_made"

    def __init__(self) -> None:
        super().__init__(
            "Chưa lập được tệp báo cáo. Mời thử lại; nếu vẫn không được, mời chọn kỳ ngắn hơn và báo quản trị.",
            "The file could not be made. Please try again; if it fails again, choose a shorter period and tell "
            "the administrator.",
        )


class RemarkNeeded(Invalid):
    """A check fails, and nobody has said why the report goes out nevertheless."""

    code = "remark_needed"

    def __init__(self) -> None:
        super().__init__(
            "Có mục kiểm tra chưa khớp. Mời ghi một câu giải thích, câu này được in trong báo cáo; hoặc sửa số liệu.",
            "A check failed. Explain it in one sentence, which the report prints, or correct the figures.",
            field="remark",
        )


@dataclass(frozen=True)
class Job:
    """A file to be made. `profile` is JSON; days and moments are ISO texts."""

    database: str
    centre: int
    form: str
    profile: str
    first: str
    last: str
    kind: str  # docx, xlsx
    remark: str
    remark_needed: bool  # refuse it where a check fails and `remark` is empty
    moment: str  # what time it is: today's date decides what is overdue
    file: str


def make_apart(job: Job) -> dict[str, Any]:
    """Make the file in a process of its own, with less right to the processor than the hall. Answers the snapshot.
    Raises NotMade, RemarkNeeded."""
    command = [sys.executable, "-m", "reports.export"]
    try:
        with _at_once:
            child = subprocess.run(
                command,
                cwd=HOUSE,
                env=os.environ | {"MOTCUA_ASYNC": "threading"},
                input=json.dumps(asdict(job)).encode(),
                capture_output=True,
                timeout=WAIT_SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise NotMade from None
    if child.returncode != 0:
        log.error("report not made: %s", child.stderr.decode(errors="replace")[-4000:])
        raise NotMade
    snapshot: dict[str, Any] | None = json.loads(child.stdout)
    if snapshot is None:
        raise RemarkNeeded
    return snapshot
