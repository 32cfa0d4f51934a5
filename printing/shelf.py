"""What the page of papers shows: the pictures that a centre's virtual printers have kept."""

from pathlib import Path

from config import Config
from models.printing import Printer
from printing import papers


def folder_of(config: Config) -> Path:
    """Where the virtual printers of this installation keep their papers."""
    return config.instance / "papers"


def has_virtual_printer(centre_id: int) -> bool:
    """Whether the page of papers can have anything to show."""
    return Printer.select().where(Printer.centre == centre_id, Printer.kind == Printer.VIRTUAL).exists()


def picture(folder: Path, centre_id: int) -> dict:
    """The papers of a centre, the newest first."""
    printers = {printer.id: printer for printer in Printer.select().where(Printer.centre == centre_id)}
    return {
        "papers": [
            {
                "name": paper.name,
                "src": f"/papers/{paper.name}",
                "at": f"{paper.at:%H:%M:%S}",
                "day": f"{paper.at:%d/%m/%Y}",
                "printer": printers[paper.printer].name,
                "printer_en": printers[paper.printer].name_en,
            }
            for paper in papers.latest(folder, set(printers))
        ]
    }
