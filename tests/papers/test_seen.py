"""What counts as seen, and what does not: no mail scanner's visit, only somebody looking (P1)."""

from sqlalchemy import func, select

from jvplanner.db import db
from jvplanner.papers.models import EntryKind, PaperEntry
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_papers import YES, SentPaper, make_sent, paper_of, recipient_of, send


def entries(sent: SentPaper) -> list[EntryKind]:
    """What is in the paper's audit chain, in its order."""
    kinds = select(PaperEntry.kind).where(PaperEntry.paper_id == sent.id)
    return list(db.session.scalars(kinds.order_by(PaperEntry.number)))


def seen_version(sent: SentPaper) -> int | None:
    db.session.rollback()
    return recipient_of(sent).seen_version


def test_fifty_visits_of_a_scanner_mark_nothing_as_seen(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    for _ in range(25):
        as_nobody.get(sent.path)
        as_nobody.open(sent.path, method="HEAD")
        as_nobody.get(f"{sent.path}/seen")

    assert seen_version(sent) is None
    assert entries(sent) == [EntryKind.SENT]


def test_the_visible_page_says_once_that_it_was_seen(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    page = as_nobody.get(sent.path).text
    assert f'data-seen="{sent.path}/seen"' in page
    for _ in range(2):
        response = as_nobody.post(f"{sent.path}/seen")
        assert (response.status_code, response.headers["Location"]) == (303, sent.path)

    assert seen_version(sent) == 1
    assert entries(sent) == [EntryKind.SENT, EntryKind.SEEN]
    assert "data-seen" not in as_nobody.get(sent.path).text
    shown = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    assert "Not seen yet" not in shown


def test_accepted_by_the_mail_server_is_told_apart_from_seen(
    in_riverside: PracticeOfTheCast, with_mail_server: None, as_maya: Browser
) -> None:
    sent = make_sent()
    waiting = as_maya.get(f"/papers/{sent.id}", follow_redirects=True).text
    assert "Letter goes out" in waiting
    assert "Not seen yet" in waiting


def test_a_new_version_has_not_been_seen_until_it_is(
    in_riverside: PracticeOfTheCast, as_nobody: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(f"{sent.path}/seen")
    send(paper_of(sent))
    assert seen_version(sent) == 1
    assert "data-seen" in as_nobody.get(sent.path).text

    as_nobody.post(f"{sent.path}/seen")
    assert seen_version(sent) == 2


def test_who_answers_has_seen_it(in_riverside: PracticeOfTheCast, as_nobody: Browser) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES)

    assert seen_version(sent) == 1
    assert entries(sent) == [EntryKind.SENT, EntryKind.CONSENTED, EntryKind.ANSWERED]
    assert db.session.scalar(select(func.max(PaperEntry.number))) == paper_of(sent).entry_count
