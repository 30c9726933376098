"""A version goes to one or several people, each with a link of their own."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from jvplanner import clock, wall_time
from jvplanner.db import db
from jvplanner.links import addresses
from jvplanner.papers.models import PAPER, Recipient
from jvplanner.partners.models import PartnerPerson
from jvplanner.people.models import Person
from jvplanner.proposals.models import Proposal
from tests.browser import Browser, as_read
from tests.builders import letters
from tests.builders_partners import make_person_at
from tests.builders_proposals import send

ZONE = "America/New_York"
A_DAY = timedelta(days=1)


def at(day: str, hour: str) -> dict[str, str]:
    return {"letter_day": day, "letter_time": hour}


def local(moment: datetime) -> dict[str, str]:
    there = wall_time.local(moment, ZONE)
    return at(f"{there:%Y-%m-%d}", f"{there:%H:%M}")


def without_address(proposal: Proposal) -> PartnerPerson:
    listed = PartnerPerson(person=Person(name="Suda"), works_as="Nights")
    proposal.paper.partner.people.append(listed)
    db.session.commit()
    return listed


def sent(proposal: Proposal, *people: PartnerPerson, **changed: object) -> dict[str, object]:
    return {
        "person_id": [each.id for each in people],
        "version": proposal.paper.version,
        "revision": proposal.revision,
        **changed,
    }


def ticked(page: str) -> list[str]:
    boxes = [box.split(">")[0] for box in page.split("<input") if 'type="checkbox"' in box]
    return [box.split('value="')[1].split('"')[0] for box in boxes if " checked" in box]


def recipients() -> list[Recipient]:
    db.session.rollback()
    return list(db.session.scalars(select(Recipient).order_by(Recipient.id)))


def path_of(recipient: Recipient) -> str:
    path = addresses.path(PAPER, addresses.link_for(PAPER, recipient.id))
    db.session.rollback()
    return path


def test_each_of_several_people_gets_a_letter_and_a_link_of_their_own(
    with_mail_server: None,
    as_maya: Browser,
    as_nobody: Browser,
    draft: Proposal,
    people: list[PartnerPerson],
) -> None:
    answer = as_maya.post(f"/proposals/{draft.id}/sending", data=sent(draft, *people))

    assert answer.status_code == 303
    assert {letter.to_email for letter in letters("paper_sent")} == {
        "dana@riverside-compounding.example",
        "lee@x.example",
    }
    paths = {path_of(one) for one in recipients()}
    assert len(paths) == 2
    assert all(as_nobody.get(path).status_code == 200 for path in paths)
    page = as_maya.get(f"/proposals/{draft.id}").text
    assert "is on its way to Dana Ruiz and Lee O&#39;Hara" in page


def test_who_has_no_address_is_offered_too_and_gets_a_link_to_pass_on(
    as_maya: Browser, as_nobody: Browser, draft: Proposal
) -> None:
    suda = without_address(draft)
    page = as_maya.get(f"/proposals/{draft.id}/sending").text
    assert "No e-mail address: you get a link to copy and pass on." in page

    as_maya.post(f"/proposals/{draft.id}/sending", data=sent(draft, suda))

    assert letters() == []
    [recipient] = recipients()
    assert as_nobody.get(path_of(recipient)).status_code == 200
    page = as_maya.get(f"/proposals/{draft.id}").text
    assert "Copy the link for Suda" in page


@pytest.mark.parametrize("waits", [False, True])
def test_several_letters_and_links_are_spoken_of_as_several(
    as_maya: Browser, draft: Proposal, people: list[PartnerPerson], waits: bool
) -> None:
    suda = without_address(draft)
    hour = clock.now().replace(second=0, microsecond=0) + 3 * A_DAY
    later = local(hour) if waits else {}

    as_maya.post(f"/proposals/{draft.id}/sending", data=sent(draft, *people, suda, **later))

    page = as_read(as_maya.get(f"/proposals/{draft.id}").text)
    when = wall_time.moment_text(hour, ZONE)
    are_yours = f"are yours to send from {when}." if waits else "wait for you to send."
    assert f"The letters to Dana Ruiz and Lee O'Hara {are_yours}" in page
    assert "Copy the link for Suda and pass it on." in page


def test_whoever_read_it_before_is_ticked(
    as_maya: Browser, draft: Proposal, people: list[PartnerPerson]
) -> None:
    as_maya.post(f"/proposals/{draft.id}/sending", data=sent(draft, *people))
    make_person_at(draft.paper.partner, "Newcomer", "new@x.example")
    page = as_maya.get(f"/proposals/{draft.id}/sending").text
    assert ticked(page) == [str(each.id) for each in people]


def test_a_person_from_elsewhere_among_the_ticked_stops_all(
    as_maya: Browser, draft: Proposal, people: list[PartnerPerson]
) -> None:
    data = sent(draft, people[0])
    data["person_id"] = [people[0].id, 999_999]
    assert as_maya.post(f"/proposals/{draft.id}/sending", data=data).status_code == 404
    assert recipients() == []


def test_what_was_typed_stays_when_nobody_is_ticked(as_maya: Browser, draft: Proposal) -> None:
    data = sent(draft, message="See you on Friday.", lasts="60", reminders="off")
    answer = as_maya.post(f"/proposals/{draft.id}/sending", data=data)
    assert answer.status_code == 422
    assert 'id="person_id-error"' in answer.text
    assert "See you on Friday." in answer.text
    assert '<option selected value="60">' in answer.text
    assert ticked(answer.text) == []


def test_the_sender_chooses_how_long_it_is_open_and_whether_it_reminds(
    as_maya: Browser, draft: Proposal, people: list[PartnerPerson]
) -> None:
    data = sent(draft, people[0], lasts="7", reminders="off")
    as_maya.post(f"/proposals/{draft.id}/sending", data=data)
    db.session.refresh(draft.paper)
    assert draft.paper.expires_at
    assert timedelta(days=6.9) < draft.paper.expires_at - clock.now() <= 7 * A_DAY
    assert letters("paper_reminder") == []


@pytest.mark.parametrize(("field", "value"), [("lasts", "3650"), ("reminders", "maybe")])
def test_only_what_is_offered_can_be_chosen(
    as_maya: Browser, draft: Proposal, people: list[PartnerPerson], field: str, value: str
) -> None:
    data = sent(draft, people[0], **{field: value})
    answer = as_maya.post(f"/proposals/{draft.id}/sending", data=data)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_a_new_version_to_one_of_two_is_sent_to_her_alone(
    as_maya: Browser, draft: Proposal, people: list[PartnerPerson]
) -> None:
    as_maya.post(f"/proposals/{draft.id}/sending", data=sent(draft, *people))
    db.session.expire_all()
    send(draft)
    assert [(one.to_email, one.ids["version"]) for one in letters("paper_sent")] == [
        ("dana@riverside-compounding.example", 2)
    ], "what had not gone out of version 1 is taken back"
