"""A batch is taken back: its claims go, and every dossier they told of is decided anew from what is left.

A dossier of which nobody else tells goes with its events and stops; one for which the centre's own people have noted
something keeps that, and what they had before their eyes.
"""

from contextlib import suppress

from peewee import IntegrityError, fn

from dossiers import belief, counter
from dossiers.voices import Said
from imports.applying import CLAIM, Progress, Rest, Slices
from models.base import may_fail, unit_of_work
from models.bulk import add_many, change_many, forgettable_work, remove_many, rows_of
from models.centre import Centre, Field
from models.claim import Claim, Decision
from models.dossier import Applicant, Dossier, DossierEntry, DossierEvent, Pause
from models.source import ImportBatch, Status


def take_back(
    batch: ImportBatch,
    rest: Rest | None = None,
    progress: Progress | None = None,
    *,
    becomes: str = ImportBatch.UNDONE,
) -> ImportBatch:
    """Undo a batch, in short units of work; answers it in the state `becomes`. May be begun again after a power cut."""
    slices, done = Slices(rest), 0
    with unit_of_work(batch.centre_id):
        centre = Centre.get_by_id(batch.centre_id)
        counter.source_of(centre.id)  # before the policy, which knows every source
        policy = belief.policy_of(centre)
    claims = Claim.select(Claim.id, Claim.dossier).where(Claim.batch == batch.id).order_by(Claim.id)
    while some := list(_part(claims, slices.size)):
        with slices.one():
            with forgettable_work(centre.id):
                remove_many(Claim, "id", [number for number, _ in some])
                _decide_anew(centre, policy, [dossier for _, dossier in some])
                done += len(some)
                ImportBatch.update(done=max(batch.rows - done, 0)).where(ImportBatch.id == batch.id).execute()
            if progress is not None:
                progress(done, batch.rows)
    with unit_of_work(centre.id):
        for field in ImportBatch.get_by_id(batch.id).new_fields.split():
            _give_up_field(centre, int(field))
        ImportBatch.update(state=becomes, done=0).where(ImportBatch.id == batch.id).execute()
        return ImportBatch.get_by_id(batch.id)


def _give_up_field(centre: Centre, field: int) -> None:
    """A field that came with the file goes with it, or with another file that names it too."""
    heir = Claim.select(Claim.batch).where(Claim.field == field, Claim.batch.is_null(False)).first()
    if heir is not None:
        fields = fn.TRIM(ImportBatch.new_fields.concat(f" {field}"))
        ImportBatch.update(new_fields=fields).where(ImportBatch.id == heir.batch_id).execute()
        return
    with suppress(IntegrityError), may_fail():  # a procedure or a target may hold it by now
        Field.delete().where(Field.centre == centre, Field.id == field).execute()


def _part(claims, size: int) -> list[tuple[int, int]]:
    with unit_of_work():
        return list(claims.limit(size).tuples())


def _decide_anew(centre: Centre, policy: belief.Policy, ids: list[int]) -> None:
    known = belief.Known(ids)
    silent = [number for number in ids if number not in known.said]
    held = [
        number for number in silent if known.logged.get(number) or number in known.promised or known.by_hand(number)
    ]
    if held:
        _keep_own_notes(centre, known, held)
        known = belief.Known(ids)
    gone = [number for number in silent if number not in held]
    left = [number for number in ids if number not in gone]
    if left:
        belief.renew(centre, policy, left, known)
        belief.mark_lines(left)
        of_files = {number for number in left if any(one.batch is not None for one in known.said.get(number, ()))}
        remove_many(Applicant, "dossier", [number for number in left if number not in of_files])
    if gone:
        _remove(gone)


def _keep_own_notes(centre: Centre, known: belief.Known, ids: list[int]) -> None:
    """What the centre's own people noted without being at a counter: a stop, a letter."""
    source = counter.source_of(centre.id)
    rows = []
    for number in ids:
        row = known.rows[number]
        seen = {name: row[name] for name in counter.SEEN}
        day = row["received_at"].date()
        rows.append((centre.id, number, None, *Said(source, None, row["received_at"], Status.RECEIVED, day, **seen)))
    add_many(Claim, CLAIM, rows)


def _remove(ids: list[int]) -> None:
    for model in (Decision, Applicant, Pause, DossierEvent):
        remove_many(model, "dossier", ids)
    lines = [number for (number,) in rows_of(DossierEntry, ("id",), "dossier", ids)]  # advice: it needs no dossier
    change_many(DossierEntry, ("dossier",), [(None, number) for number in lines])
    remove_many(Dossier, "id", ids)
