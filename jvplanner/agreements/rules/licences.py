"""Reading licences: which duties one covers, and whether a text says that there is none."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from jvplanner.agreements.rules.drafts import Draft, DutyDraft, Side


@dataclass(frozen=True)
class UsualDuty:
    """A duty that most agreements name. Source: R9."""

    text: str
    is_physicians: bool
    needs_licence: bool = False


# Credentials that cover what a physician does, wherever in the country they were given.
PHYSICIANS = frozenset(
    [
        "MD",
        "DO",
        "MBBS",
        "MBCHB",
        "NP",
        "ANP",
        "FNP",
        "FNPC",
        "FNPBC",
        "AGNP",
        "PNP",
        "WHNP",
        "PMHNP",
        "CNP",
        "CRNP",
        "ARNP",
        "APRN",
        "CNM",
        "PA",
        "PAC",
    ]
)
NONE_IN_ONE = frozenset(
    ["na", "nil", "null", "nope", "nothing", "0", "tbd", "nolicence", "nolicense", "notapplicable"]
)
NONE_AT_ONCE = frozenset(["none", "unlicensed", "unlicenced"])
_DENIES = re.compile(
    "no|not|non|nil|never|without|neither|lacks?|havent|hasnt|do(es)?nt|arent|isnt"
)
# The words that a denial is made of: "we do not have a medical licence yet".
_IS_OF_A_DENIAL = re.compile(
    _DENIES.pattern + "|l[iy]s?[cs]+en[cs]+(e|es|ed|ure|ing)?|one|any|an?|the|this|that|there"
    "|i|we|they|he|she|it|am|is|are|was|do|does|have|has|had|got|held|hold|holds|holding|known"
    "|noted|given|needed|required|applicable|available|at|all|for|of|or|us|our|my|their|them"
    "|yet|so|far|now|currently|present|moment|time|here|sorry|thanks"
    "|medical|professional|prescribing|clinical|state|formal|such|side"
)
USUAL_DUTIES = (
    UsualDuty("Diagnosis and ICD-10 codes", True, True),
    UsualDuty("Prescribing", True, True),
    UsualDuty("Standard blood panels", True, True),
    UsualDuty("Brief advice at the visit", True),
    UsualDuty("Functional imbalances", False),
    UsualDuty("Education on nutrient depletion and lifestyle", False),
    UsualDuty("Functional labs", False),
    UsualDuty("One-to-one coaching", False),
)


def usual_duties(licences: Mapping[Side, str]) -> list[tuple[UsualDuty, Side]]:
    """Return the duties that an agreement begins with, each with its owner. Source: R9.

    The physician's go to the partner, or to the practice where only its licence covers them. Those
    that need a licence are left out while none is known to cover them.
    """
    ours, theirs = (covers_physicians(licences[side]) for side in Side)
    physician = Side.PRACTICE if ours and not theirs else Side.PARTNER
    return [
        (duty, physician if duty.is_physicians else Side.PRACTICE)
        for duty in USUAL_DUTIES
        if not duty.needs_licence or covers_physicians(licences[physician])
    ]


def covers_physicians(licence: str) -> bool:
    """Tell whether a licence is known to cover diagnosis, prescribing and blood panels. Source: R9.

    False for every other one: what it covers, its holder knows and the law where it holds. Read is
    what stands before a comma or bracket; behind it, "MD" and "PA" are states.
    """
    credential = re.split(r"[,;(]", licence, maxsplit=1)[0]
    return re.sub(r"[\s.\-]", "", credential).upper() in PHYSICIANS


def says_none(licence: str) -> bool:
    """Tell whether a text, however it is spelt, says that there is no licence; "" says nothing.

    "No. 12345" is a number, and "DNP" a credential.
    """
    folded = unicodedata.normalize("NFKC", licence).casefold()
    words = re.findall(r"[^\W_]+", re.sub(r"['\u2018\u2019`]", "", folded))
    if not words:
        return bool(licence)
    if "".join(words) in NONE_IN_ONE or words[0] in NONE_AT_ONCE:
        return True
    return any(map(_DENIES.fullmatch, words)) and all(map(_IS_OF_A_DENIAL.fullmatch, words))


def asked_duties(licences: Mapping[Side, str]) -> list[tuple[UsualDuty, Side]]:
    """Return the usual duties of which only the members know whether a licence covers them.

    Each with whose licence it is: the partner's if they have one. Source: R9.
    """
    if not any(licences.values()) or any(map(covers_physicians, licences.values())):
        return []
    side = Side.PARTNER if licences[Side.PARTNER] else Side.PRACTICE
    return [(duty, side) for duty in USUAL_DUTIES if duty.needs_licence]


def is_allowed(*, needs_licence: bool, licence: str) -> bool:
    """Tell whether a side with this licence may take on such a duty. Source: R9."""
    return bool(licence) or not needs_licence


def without_licence(draft: Draft) -> list[DutyDraft]:
    """Return the duties that lie with a side which may not have them. Source: R9."""
    return [
        duty
        for duty in draft.duties
        if not is_allowed(needs_licence=duty.needs_licence, licence=draft.licences[duty.owner])
    ]


def is_one(licence: str) -> bool:
    """Tell a licence from a text, perhaps kept from before, that says there is none."""
    return bool(licence) and not says_none(licence)
