"""Papers as their readers need them: the partner's page, the members' pages, Today."""

from jvplanner.papers.queries.certificate import Certificate, certificate_of
from jvplanner.papers.queries.dated import dated
from jvplanner.papers.queries.directory import (
    Listed,
    PaperList,
    Sought,
    drafts,
    is_like,
    paper_list,
    partners_asked,
    put_away,
)
from jvplanner.papers.queries.drafting import changes_asked, resting, without_reply
from jvplanner.papers.queries.history import History, history_of
from jvplanner.papers.queries.kept import ids_after, proofs_of
from jvplanner.papers.queries.proof import Proof
from jvplanner.papers.queries.readers import (
    Signatory,
    asked,
    asked_or_in_place,
    awaited_since,
    handed_by,
    holders,
    owes_reply,
    signatory,
    usual_readers,
    was_taken_back,
)
from jvplanner.papers.queries.reading import (
    Reading,
    SignedBySender,
    changed_since,
    last_read,
    read_by,
    signature_under,
    version_of,
    version_read,
)
from jvplanner.papers.queries.record import Record, record_of
from jvplanner.papers.queries.sent import SentState, SentTo, recipients_of, sent_state
from jvplanner.papers.queries.standing import HEADINGS, TOGETHER, Standing, standing_of
from jvplanner.papers.queries.today import due
from jvplanner.papers.queries.turns import Turns, turns, turns_of

__all__ = [
    "HEADINGS",
    "TOGETHER",
    "Certificate",
    "History",
    "Listed",
    "PaperList",
    "Proof",
    "Reading",
    "Record",
    "SentState",
    "SentTo",
    "Signatory",
    "SignedBySender",
    "Sought",
    "Standing",
    "Turns",
    "asked",
    "asked_or_in_place",
    "awaited_since",
    "certificate_of",
    "changed_since",
    "changes_asked",
    "dated",
    "drafts",
    "due",
    "handed_by",
    "history_of",
    "holders",
    "ids_after",
    "is_like",
    "last_read",
    "owes_reply",
    "paper_list",
    "partners_asked",
    "proofs_of",
    "put_away",
    "read_by",
    "recipients_of",
    "record_of",
    "resting",
    "sent_state",
    "signatory",
    "signature_under",
    "standing_of",
    "turns",
    "turns_of",
    "usual_readers",
    "version_of",
    "version_read",
    "was_taken_back",
    "without_reply",
]
