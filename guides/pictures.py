"""The pictures of the guides, cut from those of docs/gallery: `python -m guides.pictures`, or `make gallery`."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

HOUSE = Path(__file__).resolve().parent.parent
GALLERY, KEPT = HOUSE / "docs" / "gallery", HOUSE / "static" / "guides"
COLOURS = 64


@dataclass(frozen=True)
class Cut:
    """Which picture of the gallery, how much of its height from the top, and how wide it is kept."""

    of: str
    height: int
    width: int


PICTURES = {
    "counter-waiting": Cut("counter-free-vi", 640, 400),
    "counter-called": Cut("counter-called-vi", 640, 400),
    "counter-strip": Cut("counter-strip-filled-vi", 640, 400),
    "live": Cut("live-board-vi", 860, 1200),
    "reports": Cut("office-report-vi", 900, 1200),
}


def main() -> None:
    """Write each picture anew. Raises FileNotFoundError when the gallery lacks one."""
    for name, cut in PICTURES.items():
        with Image.open(GALLERY / f"{cut.of}.webp") as whole:
            part = whole.convert("RGB").crop((0, 0, whole.width, min(cut.height, whole.height)))
        part.thumbnail((cut.width, cut.height), Image.Resampling.LANCZOS)
        flat = part.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
        flat.save(KEPT / f"{name}.webp", lossless=True, method=6)


if __name__ == "__main__":
    main()
