"""Every text of an agreement that somebody typed, and what is remarked on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from jvplanner.agreements.rules import (
    A_DUTY,
    LICENCE,
    Draft,
    DutyDraft,
    Side,
    covers_physicians,
    field_of,
)
from jvplanner.papers.wording import Suggestion, Suggestions, Worded, joined, suggestions_in
from jvplanner.papers.wording import carried as carried_in


def worded(content: Mapping[str, Any]) -> Iterator[Worded]:
    """Yield every text of a content that somebody typed."""
    duties = [
        DutyDraft(place, duty["text"], Side(duty["owner"]), duty["needs_licence"])
        for place, duty in enumerate(content["split"])
    ]
    held = {Side(side): licence for side, licence in content["held"].items()}
    return _worded(content, held, duties)


def _worded(
    texts: Mapping[str, Any], licences: Mapping[Side, str], duties: Iterable[DutyDraft]
) -> Iterator[Worded]:
    """Yield each text with whether who may diagnose is meant by it.

    A duty that needs a licence is done by it: a member has said what the owner's licence covers.
    """
    may_diagnose = {side: covers_physicians(licence) for side, licence in licences.items()}
    for name in ("title", "scope", "notice"):
        yield Worded(name, texts[name], any(may_diagnose.values()))
    for side, licence in licences.items():
        yield Worded(f"{side}{LICENCE}", licence, may_diagnose[side])
    for duty in duties:
        by_licence = duty.needs_licence and bool(licences[duty.owner])
        may = may_diagnose[duty.owner] or by_licence
        yield Worded(field_of(duty.id, "text"), duty.text, may)


def part_of(field: str) -> str:
    """Return the name of the part in which a text is read."""
    if field.endswith(LICENCE):
        return "licences"
    return "duties" if field.startswith(A_DUTY) else field


def suggestions(draft: Draft) -> dict[str, list[Suggestion]]:
    """Return the wording guard's remarks as the editor shows them, by field."""
    return suggestions_in(_of_draft(draft))


def _of_draft(draft: Draft) -> Iterator[Worded]:
    return _worded(vars(draft), draft.licences, draft.duties)


def remarks_on_draft(draft: Draft, *, former: str, partner: str) -> dict[str, list[Suggestion]]:
    """Return what the editor has to say about a draft, by field.

    former   the partner whom a copied text was written for; "" if it is no copy
    partner  the partner who will read it
    """
    return joined(suggestions(draft), carried(draft, former=former, partner=partner))


def carried(draft: Draft, *, former: str, partner: str) -> dict[str, list[Suggestion]]:
    """Return what the draft carries with it unmeant, by field; former and partner as above."""
    texts = {one.field: one.text for one in _of_draft(draft)}
    lines = [name for name in texts if name not in ("scope", "notice")]
    return carried_in(texts, former=former, partner=partner, lines=lines)


def reworded(draft: Draft, remarked: Suggestions, key: str) -> Draft:
    """Return the draft with the suggestion of that key taken; as it was if none has the key."""
    for field, found in remarked.items():
        for one in found:
            if one.key == key:
                return _with_text(draft, field, one)
    return draft


def _with_text(draft: Draft, field: str, taken: Suggestion) -> Draft:
    if field in ("title", "scope", "notice"):
        # The field's name is one of three texts.
        return replace(draft, **{field: taken.used_in(getattr(draft, field))})  # type: ignore[arg-type]
    if field.endswith(LICENCE):
        side = Side(field.removesuffix(LICENCE))
        licences = {**draft.licences, side: taken.used_in(draft.licences[side])}
        return replace(draft, licences=licences)
    duties = (
        replace(duty, text=taken.used_in(duty.text)) if field_of(duty.id, "text") == field else duty
        for duty in draft.duties
    )
    return replace(draft, duties=tuple(duties))
