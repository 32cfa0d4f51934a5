"""A person decides which source is right about a fact of one dossier, or lets the rule decide again."""

import events
from dossiers import belief
from dossiers.decided import FACTS, STATUS, SUPPLEMENT
from dossiers.voices import Voice, voices_of
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.claim import Decision
from models.dossier import Dossier
from models.source import Status
from queueing.errors import Conflict, Invalid


class NothingTold(Conflict):
    """The source says nothing about the fact."""

    code = "nothing_told"

    def __init__(self) -> None:
        super().__init__(
            "Nguồn này không cho biết mục đó. Mời chọn nguồn khác.",
            "This source does not give that fact. Choose another.",
            field="source",
        )


def choose(dossier: Dossier, fact: str, source: int | None, reason: str, officer: Officer | None) -> list[str]:
    """Believe `source` about one of decided.FACTS; None: as the rule says. Answers what still waits for a choice.

    Raises Invalid for another fact, NothingTold.
    """
    if fact not in FACTS:
        known = ", ".join(FACTS)
        raise Invalid(f"Mục phải là một trong: {known}.", f"The fact must be one of: {known}.", field="fact")
    return _decide(dossier, {fact: source}, reason, officer)


def resolve(dossier: Dossier, source: int, reason: str, officer: Officer | None) -> list[str]:
    """Believe `source` about everything that waits for a choice. Raises NothingTold where it tells none of it."""
    with unit_of_work(dossier.centre_id):
        centre = Centre.get_by_id(dossier.centre_id)
        known, policy = belief.Known([dossier.id]), belief.policy_of(centre)
        decided = belief.weigh(known, policy).get(dossier.id)
        voice = _voice(known, policy, dossier.id, source)
        wanted = [fact for fact in decided.undecided if _tells(voice, fact)] if decided is not None else []
        if not wanted:
            raise NothingTold
        return _decide(dossier, dict.fromkeys(wanted, source), reason, officer)


def _decide(dossier: Dossier, choices: dict[str, int | None], reason: str, officer: Officer | None) -> list[str]:
    with unit_of_work(dossier.centre_id):
        centre = Centre.get_by_id(dossier.centre_id)
        known, policy = belief.Known([dossier.id]), belief.policy_of(centre)
        for fact, source in choices.items():
            if source is not None and not _tells(_voice(known, policy, dossier.id, source), fact):
                raise NothingTold
            Decision.delete().where(Decision.dossier == dossier.id, Decision.fact == fact).execute()
            if source is not None:
                Decision.create(
                    centre=centre, dossier=dossier.id, fact=fact, source=source, reason=reason, officer=officer
                )
        belief.renew(centre, policy, [dossier.id])
        belief.mark_lines([dossier.id])
        decided = belief.weigh(belief.Known([dossier.id]), policy).get(dossier.id)
    events.announce(events.DossierLogged(dossier.centre_id, dossier.code, None))
    return decided.undecided if decided is not None else []


def _voice(known: belief.Known, policy: belief.Policy, dossier: int, source: int) -> Voice | None:
    voices = voices_of(known.said.get(dossier, ()), policy.kinds)
    return next((voice for voice in voices if voice.source == source), None)


def _tells(voice: Voice | None, fact: str) -> bool:
    if voice is None:
        return False
    if fact == STATUS:
        return voice.newest_state is not None
    if getattr(voice.told, fact) is not None:
        return True
    stop = Status.SUPPLEMENT if fact == SUPPLEMENT else Status.DUTY
    return fact in ("asked_on", "duty_on") and any(one.status == stop for one in voice.said)
