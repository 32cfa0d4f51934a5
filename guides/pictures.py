"""The pictures of the guides, small ones of the gallery's: `python -m guides.pictures`, after `make gallery`."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

HOUSE = Path(__file__).resolve().parent.parent
DOCS, KEPT = HOUSE / "docs", HOUSE / "static" / "guides"
COLOURS = 64


@dataclass(frozen=True)
class Cut:
    """Which picture of docs/, how much of its height from the top, and how wide it is kept."""

    of: str
    height: int
    width: int


PICTURES = {
    "counter-waiting": Cut("gallery/counter-free-vi.webp", 640, 400),
    "counter-called": Cut("gallery/counter-called-vi.webp", 640, 400),
    "counter-strip": Cut("gallery/counter-strip-filled-vi.webp", 640, 400),
    "live": Cut("gallery/live-board-vi.webp", 860, 1200),
    "reports": Cut("pictures/reports.png", 900, 1200),
}


def main() -> None:
    """Write each picture anew. Raises FileNotFoundError when the gallery lacks one."""
    for name, cut in PICTURES.items():
        with Image.open(DOCS / cut.of) as whole:
            part = whole.convert("RGB").crop((0, 0, whole.width, min(cut.height, whole.height)))
        part.thumbnail((cut.width, cut.height), Image.Resampling.LANCZOS)
        flat = part.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
        flat.save(KEPT / f"{name}.webp", lossless=True, method=6)


if __name__ == "__main__":
    main()
