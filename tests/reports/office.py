"""Opens files as the people who get them will: in LibreOffice, turned into pages."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

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

    def convert(self, *files: Path, to: str = "pdf") -> list[Path]:
        """`files` as LibreOffice saves them, in one start. AssertionError, with its words, if one does not open."""
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--norestore", "--convert-to", to, "--outdir", str(self.folder)]
        done = subprocess.run(
            [*command, *map(str, files)], capture_output=True, text=True, timeout=SECONDS, check=False
        )
        made = [self.folder / f"{file.stem}.{to.split(':')[0]}" for file in files]
        assert all(file.exists() for file in made), done.stdout + done.stderr
        return made


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, with a profile of its own."""
    return Office(tmp_path_factory.mktemp("office"))


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


def fonts(pdf: Path) -> set[str]:
    """The families a PDF is set in."""
    names = (line.split()[0] for line in _ask("pdffonts", str(pdf)).splitlines()[2:])
    return {name.split("+")[-1].split("-")[0] for name in names}


def _ask(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS).stdout
