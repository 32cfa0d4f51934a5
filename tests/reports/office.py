"""Opens files as the people who get them will: in LibreOffice, turned into pages."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

SECONDS = 120  # a cold start on a busy machine


@dataclass(frozen=True)
class Page:
    """One printed page: its size in mm and the words on it, laid out as on paper."""

    width: int
    height: int
    text: str


class Office:
    """One profile for all conversions of a test run, so that only the first has to make it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def convert(self, file: Path, to: str = "pdf") -> Path:
        """`file` as LibreOffice saves it. AssertionError with its words when it would not open."""
        done = subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                to,
                "--outdir",
                str(self.folder),
                str(file),
            ],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        made = self.folder / f"{file.stem}.{to.split(':')[0]}"
        assert made.exists(), done.stdout + done.stderr
        return made

    def pages(self, file: Path) -> list[Page]:
        """The pages of a document or sheet, as they would be printed."""
        return pages(file if file.suffix == ".pdf" else self.convert(file))


def pages(pdf: Path) -> list[Page]:
    """The pages of a PDF."""
    sizes = re.findall(r"^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts", _ask("pdfinfo", "-l", "9999", str(pdf)), re.M)
    texts = _ask("pdftotext", "-layout", str(pdf), "-").split("\f")
    return [
        Page(round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72), text)
        for (width, height), text in zip(sizes, texts, strict=False)
    ]


def pictures(pdf: Path, folder: Path, dots_per_inch: int = 80) -> list[Path]:
    """Each page as a PNG in `folder`, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    _ask("pdftoppm", "-r", str(dots_per_inch), "-png", str(pdf), str(folder / pdf.stem))
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def _ask(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS).stdout
