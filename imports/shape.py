"""Which codes the centre of the file knows. The process that reads one file is told once, at its start."""

from dossiers.codes import Shapes
from dossiers.patterns import read_pattern

KNOWN = Shapes()


def know(own: str) -> None:
    """The centre's own shape, beside the one of the law."""
    KNOWN.own = read_pattern(own)
