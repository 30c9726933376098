"""Using a proposal for another partner; what a copied or pasted text still carries."""

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.papers.wording import marks_left, names_left
from jvplanner.proposals.models import Proposal
from tests.browser import HTMX, Browser
from tests.builders import PracticeOfTheCast
from tests.builders_partners import make_partner
from tests.builders_proposals import WORDING, make_proposal

CANAL, HARBOR = "Canal Pharmacy", "Harbor Pharmacy"


@pytest.fixture
def original(in_riverside: PracticeOfTheCast) -> Proposal:
    opening = "canal pharmacy opens the evening."
    return make_proposal(make_partner(CANAL), dates=2, partner_role=opening, format="tasting")


def copied(browser: Browser, original: Proposal) -> Proposal:
    partner = make_partner(HARBOR, people=())
    data = {"partner_id": partner.id, "starter": "copy", "like": original.id}
    db.session.rollback()
    answer = browser.post("/proposals/new", data=data)
    assert answer.status_code == 303
    newest = select(Proposal).order_by(Proposal.id.desc()).limit(1)
    return db.session.scalars(newest).one()


def test_the_partner_is_chosen_and_the_copy_offered_first(
    as_maya: Browser, original: Proposal
) -> None:
    partner = make_partner(HARBOR, people=())
    assert f"/proposals/new?like={original.id}" in as_maya.get(f"/proposals/{original.id}").text

    choice = as_maya.get(f"/proposals/new?like={original.id}").text
    assert f"/proposals/new?partner={partner.id}&amp;like={original.id}" in choice
    searched = as_maya.get(f"/proposals/new?like={original.id}&q=harbor", headers=HTMX).text
    assert f"like={original.id}" in searched

    page = as_maya.get(f"/proposals/new?partner={partner.id}&like={original.id}").text
    assert 'name="starter" value="copy" checked' in page
    assert page.count(" checked") == 1


def test_a_copy_has_wording_and_format_and_neither_place_nor_dates(
    as_maya: Browser, original: Proposal
) -> None:
    copy = copied(as_maya, original)

    assert copy.id != original.id
    assert (copy.title, copy.hook, copy.format) == (original.title, original.hook, "tasting")
    assert copy.partner_role == original.partner_role
    assert (copy.place, copy.dates, copy.paper.version) == ("", [], 0)
    assert copy.paper.partner.name == HARBOR
    assert original.place == WORDING["place"], "the original stays as it is"


def test_the_former_partners_name_is_pointed_out_and_replaced_by_one_press(
    as_maya: Browser, original: Proposal
) -> None:
    copy = copied(as_maya, original)
    db.session.rollback()

    page = as_maya.get(f"/proposals/{copy.id}").text
    remark = page.split('id="partner_role-remarks"')[1].split("</section>")[0]
    assert "This was first written for Canal Pharmacy." in remark
    assert 'data-better="Harbor Pharmacy"' in remark
    assert "Canal Pharmacy" not in page.split('id="your_role-remarks"')[1].split("</section>")[0]

    key = remark.split('name="use" value="')[1].split('"')[0]
    typed = {**WORDING, "partner_role": original.partner_role, "revision": copy.revision}
    as_maya.post(f"/proposals/{copy.id}/draft", data={**typed, "use": key})

    db.session.rollback()
    db.session.expire_all()
    assert copy.partner_role == "Harbor Pharmacy opens the evening."
    assert "first written for" not in as_maya.get(f"/proposals/{copy.id}").text


def test_before_it_is_sent_the_former_name_is_pointed_out_once_more(
    as_maya: Browser, original: Proposal
) -> None:
    copy = copied(as_maya, original)
    db.session.rollback()

    page = as_maya.get(f"/proposals/{copy.id}/sending").text
    assert f'href="/proposals/{copy.id}/draft#partner_role">“canal pharmacy”</a>' in page
    assert "perhaps not meant" not in as_maya.get(f"/proposals/{original.id}/sending").text


def test_another_practices_proposal_is_not_copied(
    as_outsider: Browser, original: Proposal, hillside: PracticeOfTheCast
) -> None:
    assert as_outsider.get(f"/proposals/new?like={original.id}").status_code == 404
    data = {"partner_id": 1, "starter": "copy", "like": original.id}
    assert as_outsider.post("/proposals/new", data=data).status_code == 404


@pytest.mark.parametrize(
    ("text", "partner", "said"),
    [
        ("At CANAL PHARMACY we open. Canal Pharmacy closes.", HARBOR, 2),
        ("Nothing of it.", HARBOR, 0),
        ("At Canal Pharmacy", CANAL, 0),
        ("At Canal Pharmacy North", "Canal Pharmacy North", 0),
    ],
    ids=["each time, in any case", "not named", "the same partner", "part of the new name"],
)
def test_names_left_are_found(text: str, partner: str, said: int) -> None:
    found = names_left("hook", text, former=CANAL, partner=partner)
    assert len(found) == said
    assert all(text[one.start : one.end].lower() == CANAL.lower() for one in found)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Come: <p>You &amp; we</p><p class='x'>Two</p>!", "You & we\nTwo"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("I <3 tea, 5 < 6 > 4, a <name> here", None),
        ("<b" + " x" * 900, None),
    ],
    ids=["paragraphs", "a script", "no marks of a page", "never closed"],
)
def test_pasted_marks_are_pointed_out_with_the_words_alone(text: str, better: str | None) -> None:
    found = marks_left("your_role", text)
    assert [one.better for one in found] == ([] if better is None else [better])


def test_pasted_html_is_text_for_everybody_and_its_words_are_kept_by_one_press(
    as_maya: Browser, in_riverside: PracticeOfTheCast
) -> None:
    proposal = make_proposal()
    pasted = "<p>Sleep &amp; food</p><img src=x onerror=alert(1)>"
    data = {**WORDING, "revision": 1, "your_role": pasted}
    address = f"/proposals/{proposal.id}"

    saved = as_maya.post(f"{address}/draft", data=data, headers=HTMX)
    assert saved.status_code == 200
    assert "the marks of a web page" in saved.text.split("innerHTML:#your_role-remarks")[1]
    for page in (as_maya.get(address).text, as_maya.get(f"{address}/preview").text):
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page

    key = f"your_role:0:{len(pasted)}"
    as_maya.post(f"{address}/draft", data={**data, "revision": 2, "use": key})
    db.session.rollback()
    db.session.expire_all()
    assert proposal.your_role == "Sleep & food"
