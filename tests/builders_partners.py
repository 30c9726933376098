"""Partners and the people there, for tests; committed, and of the acting practice."""

from jvplanner.db import db
from jvplanner.partners import actions
from jvplanner.partners.models import HubKind, Partner, PartnerPerson

DANA = ("Dana Ruiz", "dana@riverside-compounding.example")

GROUNDWORK = {
    "problem": "Every second customer asks about tiredness, and nobody has the time.",
    "our_part": "We take these questions for an evening.",
    "asked_back": "The back room, once.",
}


def make_partner(
    name: str = "Riverside Compounding Pharmacy",
    *,
    hub_kind: HubKind = HubKind.COMPOUNDING_PHARMACY,
    people: tuple[tuple[str, str], ...] = (DANA,),
    **more: str,
) -> Partner:
    """A partner with its people and its groundwork; each person is a name and an e-mail address."""
    partner = Partner(name=name, hub_kind=hub_kind, **GROUNDWORK | more)
    db.session.add(partner)
    db.session.flush()
    for person_name, email in people:
        actions.add_person(partner, name=person_name, email=email, works_as="")
    db.session.commit()
    return partner


def make_person_at(partner: Partner, name: str, email: str, works_as: str = "") -> PartnerPerson:
    listed = actions.add_person(partner, name=name, email=email, works_as=works_as)
    db.session.commit()
    return listed
