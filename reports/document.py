"""The official report of a period as blocks: heads, sections with their words and figures, notes, foot, annex."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from letterhead import issuer_of, place_of, signing_lines, superior_of
from models.base import now
from reports.annex import annex
from reports.blocks import (
    USUAL_SYMBOL,
    Addressee,
    Block,
    Closing,
    Figure,
    Heading,
    Item,
    Letterhead,
    Meta,
    Note,
    Paragraph,
    Recipients,
    Report,
    SampleBand,
    Signature,
    Title,
    paragraph,
)
from reports.findings import Findings
from reports.forms import ROMAN, Form
from reports.lists import finder
from reports.notes import general_notes, notes_of
from reports.period_names import name_of
from reports.sentences import Find, blocks_of, plain_line
from reports.texts import SectionWords

SEE_ANNEX = "Số liệu theo từng lĩnh vực tại Phụ lục kèm theo."


@dataclass(frozen=True)
class Part:
    """A section as it is printed; without blocks when its figures are not known and nothing else is said."""

    words: SectionWords
    heading: str
    blocks: tuple[Paragraph | Item | Note, ...]


def compose(findings: Findings, form: Form, texts: dict[str, SectionWords], remark: str = "") -> Report:
    """The report. `remark` says why it goes out although a check fails."""
    profile, centre = findings.profile, findings.centre
    parts = parts_of(findings, form, texts, remark)
    find = finder(findings)
    subject = plain_line(texts["subject"].text.text, find)
    issuer = issuer_of(centre, profile)
    head = Letterhead(
        superior_of(centre, profile),
        issuer,
        place_of(centre, profile),
        profile.number_suffix or USUAL_SYMBOL,
        year=now().year,
    )
    annexes = [annex(findings, name_of(findings.period, profile), (f"Số liệu chưa khớp: {remark}",) if remark else ())]
    return Report(
        (
            *([SampleBand()] if centre.is_sample else []),
            head,
            Title(subject),
            *([Addressee(tuple(profile.addressees))] if profile.addressees else []),
            *_numbered(parts),
            Closing(
                Signature(signing_lines(profile), profile.signing.name),
                Recipients(tuple(profile.recipients), as_above=bool(profile.addressees)),
            ),
            *(annexes if has_annex(form, findings) else []),
        ),
        Meta(f"Báo cáo {subject[0].lower()}{subject[1:]}" if subject else "Báo cáo", " ".join(issuer.split())),
    )


def has_annex(form: Form, findings: Findings) -> bool:
    return form.annex and findings.profile.annex_by_field


def parts_of(findings: Findings, form: Form, texts: dict[str, SectionWords], remark: str = "") -> list[Part]:
    """Every section that the profile prints, in order, as it comes out; the subject is not one of them."""
    find = finder(findings)
    return [
        _part(texts[section.key], find, findings, form, remark)
        for section in form.printed(findings.profile)
        if section.key != "subject"
    ]


def _part(words: SectionWords, find: Find, findings: Findings, form: Form, remark: str) -> Part:
    key = words.section.key
    said: list[Paragraph | Item] = [replace(block, section=key) for block in blocks_of(words.text.text, find)]
    if key == "dossiers" and said and has_annex(form, findings):
        said.append(paragraph(SEE_ANNEX))
    notes = [*notes_of(figure_keys(said), findings)]
    if key == "dossiers":
        notes += general_notes(findings, remark)
    heading = plain_line(words.title.text, find) if words.section.level else ""
    return Part(words, heading, (*said, *notes))


def figure_keys(blocks: Iterable[Paragraph | Item | Note]) -> Iterator[str]:
    """The keys of all figures in these words, each once."""
    yield from dict.fromkeys(run.key for block in blocks for run in block.runs if isinstance(run, Figure))


def _numbered(parts: list[Part]) -> Iterator[Block]:
    """Headings with their numbers and what stands below them; a section with nothing to say has neither."""
    roman = arabic = 0
    for place, part in enumerate(parts):
        level = part.words.section.level
        if not part.blocks and not (level == 1 and _has_some_below(parts[place + 1 :])):
            continue
        if level == 1:
            roman, arabic = roman + 1, 0
            yield Heading(1, f"{ROMAN[roman - 1]}. {part.heading}", part.words.section.key)
        elif level == 2:
            arabic += 1
            yield Heading(2, f"{arabic}. {part.heading}", part.words.section.key)
        yield from part.blocks


def _has_some_below(parts: list[Part]) -> bool:
    for part in parts:
        if part.words.section.level != 2:
            return False
        if part.blocks:
            return True
    return False
