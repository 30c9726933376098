"""What the certificate of an agreed paper says, as data for its template."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from jvplanner.db import db
from jvplanner.errors import Conflict
from jvplanner.papers.kinds import kind_of
from jvplanner.papers.models import Answer, EntryKind, Paper, PaperEntry, PaperState, PaperVersion
from jvplanner.papers.queries.kept import proofs_of
from jvplanner.papers.queries.reading import signature_under, version_of
from jvplanner.papers.rules import CONSENTS, spans
from jvplanner.papers.rules.chain import hash_of
from jvplanner.practices.models import Practice
from jvplanner.tenancy import current_practice_id
from jvplanner.wall_time import moment_text, zone_name

HAPPENED = {
    EntryKind.SENT: "sent",
    EntryKind.SIGNED: "signed by the sender",
    EntryKind.SEEN: "seen",
    EntryKind.ASKED: "question asked",
    EntryKind.REPLIED: "question answered",
    EntryKind.CONSENTED: "consent to sign electronically given",
    EntryKind.ANSWERED: "answered",
    EntryKind.HANDED_OVER: "handed over to a colleague",
    EntryKind.LINK_CLOSED: "link closed",
    EntryKind.LINK_REOPENED: "link opened again",
    EntryKind.LINK_RENEWED: "link replaced by a new one",
    EntryKind.EXPIRED: "time to answer ran out",
    EntryKind.WITHDRAWN: "withdrawn",
    EntryKind.ENDED: "noted as ended",
    EntryKind.ADOPTED: "taken into the chain as it stood",
}


# What stands in the certificate's heading.
HEADED = {"title", "practice", "partner"}


class NotAgreed(Conflict):
    """There is no certificate of what nobody has agreed to."""


class DoesNotHold(Conflict):
    """What is kept of the paper is not what its audit chain says."""


@dataclass(frozen=True)
class Certificate:
    """What the template shows, as JSON.

    dated  when the paper was agreed
    text   what was hashed, letter for letter
    """

    data: dict[str, Any]
    dated: datetime
    text: str

    @property
    def filename(self) -> str:
        return self.hashed_filename.replace(".json", ".pdf")

    @property
    def hashed_filename(self) -> str:
        """Return what the file is called that holds exactly what was hashed."""
        return str(self.data["file"])


def certificate_of(paper: Paper) -> Certificate:
    """Return the certificate of an agreed paper, its hash recomputed from what is kept.

    Raises NotAgreed, and DoesNotHold when the chain or the version's text was changed.
    """
    if paper.state is not PaperState.APPROVED:
        raise NotAgreed("A certificate is made once both sides have agreed.")
    if any(proof.faults for proof in proofs_of([paper.id])):
        raise DoesNotHold(
            "What is kept of this does not hold together any more, so it is not certified. "
            "Whoever runs the installation can look closer with: jvplanner papers verify"
        )
    version = version_of(paper, paper.version)
    answer = db.session.scalars(
        select(Answer).filter_by(paper_id=paper.id, version=paper.version)
    ).one()
    entries = db.session.scalars(
        select(PaperEntry).filter_by(paper_id=paper.id).order_by(PaperEntry.number)
    )
    practice = db.session.get_one(Practice, current_practice_id())
    zone = str(version.content.get("time_zone", practice.time_zone))
    about = _about(paper, version, practice, zone)
    signatures = _signatures(paper, answer, about)
    agreed_to = dict.fromkeys(one["consent"] for one, _ in signatures)
    return Certificate(
        {
            **about,
            "chosen": spans(version.content, answer.dates),
            "signatures": [{**one, "at": moment_text(at, zone)} for one, at in signatures],
            "consents": [[name, *CONSENTS[name]] for name in agreed_to],
            "entries": [_entry(entry, zone) for entry in entries],
        },
        answer.answered_at,
        version.text,
    )


def _about(paper: Paper, version: PaperVersion, practice: Practice, zone: str) -> dict[str, Any]:
    kind = kind_of(paper.kind)
    return {
        "file": f"agreed-{paper.id}-version-{version.number}.json",
        "noun": kind.noun,
        "title": paper.title,
        "practice": version.content.get("practice", practice.name),
        "practice_address": " · ".join(practice.postal_address.splitlines()),
        "partner": version.content.get("partner", paper.partner.name),
        "version": version.number,
        "sent": moment_text(version.sent_at, zone),
        "zone": zone_name(zone),
        "sha256": hash_of(version.text),
        "parts": [
            [one.for_partner, one.text]
            for one in kind.told(version.content)
            if one.text and one.name not in HEADED
        ],
    }


def _signatures(
    paper: Paper, answer: Answer, about: dict[str, Any]
) -> list[tuple[dict[str, str], datetime]]:
    """Return who signed for whom under which consent, and when, in that order."""
    theirs = {
        "name": answer.name,
        "role": answer.role,
        "party": about["partner"],
        "consent": answer.consent,
    }
    signed = [(theirs, answer.answered_at)]
    if ours := signature_under(paper):
        party = {"name": ours.name, "role": "", "party": about["practice"], "consent": ours.consent}
        signed.insert(0, (party, ours.at))
    return signed


def _entry(entry: PaperEntry, zone: str) -> list[str]:
    words = HAPPENED[entry.kind]
    if until := entry.more_time_until:
        words = f"more time to answer, until {moment_text(until, zone)}"
    version = entry.facts.get("version")
    return [
        str(entry.number),
        moment_text(entry.happened_at, zone),
        f"version {version} {words}" if version else words,
        entry.sha256[:16],
    ]
