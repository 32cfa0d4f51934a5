"""Opens files as the people who get them will: in LibreOffice, turned into pages."""

import re
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f>([^<]+)</f><v>([^<]*)</v>')
NO_RESULT = rb"987654321"  # what formulas are said to have given, until somebody calculates them
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # always calculate what is opened
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
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")

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

    def calculate(self, file: Path) -> "Calculated":
        """A workbook whose formulas have forgotten their results, as LibreOffice calculates them anew."""
        forgetful = file.with_name(f"{file.stem}-calculated.xlsx")
        live: dict[str, dict[tuple[int, int], str]] = {}
        names = CalamineWorkbook.from_path(file).sheet_names
        with zipfile.ZipFile(file) as before, zipfile.ZipFile(forgetful, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                part = before.read(name)
                if sheet := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
                    found = {_place(*cell.groups()[:2]): cell[3].decode() for cell in FORMULA.finditer(part)}
                    live[names[int(sheet[1]) - 1]] = found
                    part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>" + NO_RESULT + rb"</v>", part)
                after.writestr(name, part)
        [made] = self.convert(forgetful, to="xlsx:Calc MS Excel 2007 XML")
        book = CalamineWorkbook.from_path(made)
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
        return Calculated(sheets, {name: cells for name, cells in live.items() if cells})


@dataclass(frozen=True)
class Calculated:
    """The cells of every sheet, by row and column from 0; and by sheet the formulas of those that are live."""

    sheets: dict[str, list[list]]
    live: dict[str, dict[tuple[int, int], str]]


def _place(column: bytes, row: bytes) -> tuple[int, int]:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return int(row) - 1, number - 1


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
