"""`python -m replay FILE.xlsx [--expect FILE.json] [--days N]`."""

import sys
import time
from pathlib import Path

import click

A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=A_FILE)
@click.option("--expect", type=A_FILE, help="The table that the director must see at the end, as JSON.")
@click.option("--days", type=click.IntRange(min=1), help="Only the first so many days on which somebody comes.")
def main(file: Path, expect: Path | None, days: int | None) -> None:
    """Play the dossiers of FILE, an .xlsx export, as visits through the routes that the screens use."""
    if not _replay(file, expect, days):
        sys.exit(1)


def _replay(file: Path, expect: Path | None, days: int | None) -> bool:
    """Whether the table is the expected one, where one is expected."""
    from queueing.errors import Refusal
    from replay.browser import Refused
    from replay.quarter import replay
    from replay.verdict import BadExpectation, differences, draw, read_expectation

    began = time.monotonic()
    try:
        expectation = read_expectation(expect) if expect else None
        with click.progressbar(length=1, label="Planning") as bar:

            def progress(plan):
                bar.label, bar.length = "Replaying", len(plan.visits) + len(plan.results)
                return lambda: bar.update(1)

            outcome = replay(file, expectation, days, progress)
    except (Refused, Refusal, BadExpectation) as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"{outcome.dossiers} dossiers, {outcome.visits} visits and {outcome.results} results of the department "
        f"in {time.monotonic() - began:.0f} s"
    )
    if expectation is None or outcome.found is None:
        return True
    click.echo(f"\n{expectation.first:%d/%m/%Y} – {expectation.last:%d/%m/%Y}\n{draw(outcome.found)}\n")
    wrong = differences(expectation.cells, outcome.found)
    click.echo("\n".join(wrong) if wrong else "equal")
    return not wrong


if __name__ == "__main__":
    main()
