"""The certificate of an agreed paper, read back from the PDF."""

import json
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from jvplanner.db import db
from jvplanner.papers.queries import certificate_of
from jvplanner.papers.rules import CONSENT, CONSENTS, SENDER_CONSENT
from jvplanner.papers.rules.chain import hash_of
from jvplanner.typesetting import pdf
from tests.browser import Browser
from tests.builders import PracticeOfTheCast
from tests.builders_agreements import make_agreed
from tests.builders_papers import (
    CHANGES,
    HOOK,
    NO,
    YES,
    SentPaper,
    close_link,
    make_sent,
    paper_of,
)

MARKUP = "#panic() $x$ *bold* \\ @ref <label> `raw` = heading"


def words_of(pdf: bytes) -> str:
    """Everything that the PDF says, in one line."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def without_spaces(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def agreed(in_riverside: PracticeOfTheCast, as_nobody: Browser) -> SentPaper:
    sent = make_sent(your_role=MARKUP)
    yes = YES | {"name": "Nuala O'Dálaigh", "role": "Owner", "dates": ["2"]}
    assert as_nobody.post(sent.answer_path, data=yes).status_code == 303
    return sent


def test_it_says_what_was_agreed_by_whom_and_with_which_hash(
    agreed: SentPaper, as_maya: Browser
) -> None:
    response = as_maya.get(f"/papers/{agreed.id}/certificate.pdf")
    version = paper_of(agreed).versions[0]

    assert response.status_code == 200
    assert response.content_type == "application/pdf"
    said = words_of(response.data)
    for words in (HOOK, "Canal Pharmacy", "Riverside Nutrition", "Nuala O'Dálaigh", "Owner"):
        assert words in said
    assert without_spaces(MARKUP) in without_spaces(said), "text is never markup"
    assert hash_of(version.text) in without_spaces(said)
    assert CONSENTS[CONSENT][0] in said
    assert "(New York)" in said
    assert "version 1 answered" in said


def test_it_is_tagged_for_readers_who_listen(agreed: SentPaper, as_maya: Browser) -> None:
    pdf = PdfReader(BytesIO(as_maya.get(f"/papers/{agreed.id}/certificate.pdf").data))
    catalogue = pdf.trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en"


def test_both_sides_get_the_same_file_every_time(
    agreed: SentPaper, as_maya: Browser, as_nobody: Browser
) -> None:
    ours = as_maya.get(f"/papers/{agreed.id}/certificate.pdf").data
    theirs = as_nobody.get(f"{agreed.path}/certificate.pdf")

    assert theirs.data == ours
    assert "Set-Cookie" not in theirs.headers
    assert "no-store" in theirs.headers["Cache-Control"]
    assert f'href="{agreed.path}/certificate.pdf"' in as_nobody.get(agreed.path).text


@pytest.mark.parametrize("data", [None, CHANGES, NO], ids=["waiting", "changes", "no"])
def test_there_is_none_of_what_was_not_agreed(
    in_riverside: PracticeOfTheCast,
    as_nobody: Browser,
    as_maya: Browser,
    data: dict[str, str] | None,
) -> None:
    sent = make_sent()
    if data:
        as_nobody.post(sent.answer_path, data=data)

    assert as_maya.get(f"/papers/{sent.id}/certificate.pdf").status_code == 409
    assert as_nobody.get(f"{sent.path}/certificate.pdf").status_code == 409
    assert "certificate.pdf" not in as_nobody.get(sent.path).text


@pytest.mark.parametrize(
    "forgery",
    [
        pytest.param("UPDATE paper_version SET text = replace(text, 'Canal', 'Kanal')", id="text"),
        pytest.param("UPDATE paper_version SET sha256 = 'forged'", id="hash beside the text"),
        pytest.param("UPDATE answer SET name = 'Somebody Else'", id="who signed"),
        pytest.param("DELETE FROM paper_entry WHERE kind = 'answered'", id="last entry"),
        pytest.param("UPDATE paper SET head = 'forged'", id="end of the chain"),
    ],
)
def test_what_was_changed_afterwards_is_not_certified(
    agreed: SentPaper, as_maya: Browser, as_nobody: Browser, forgery: str
) -> None:
    db.session.rollback()
    db.session.execute(text(forgery))
    db.session.commit()

    for response in (
        as_maya.get(f"/papers/{agreed.id}/certificate.pdf"),
        as_nobody.get(f"{agreed.path}/certificate.pdf"),
    ):
        assert response.status_code == 409
        assert "does not hold together" in response.text


def test_names_in_other_scripts_are_set(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser
) -> None:
    sent = make_sent()
    as_nobody.post(sent.answer_path, data=YES | {"name": "עדה לוי"})

    pdf = PdfReader(BytesIO(as_maya.get(f"/papers/{sent.id}/certificate.pdf").data))
    fonts = {
        font.get_object()["/BaseFont"]
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert any("Hebrew" in font for font in fonts)


def test_what_was_hashed_is_a_file_whose_hash_stands_on_the_certificate(
    agreed: SentPaper, as_maya: Browser, as_nobody: Browser
) -> None:
    said = words_of(as_maya.get(f"/papers/{agreed.id}/certificate.pdf").data)
    ours, theirs = (
        browser.get(f"{path}/agreed.json")
        for browser, path in ((as_maya, f"/papers/{agreed.id}"), (as_nobody, agreed.path))
    )

    assert ours.data == theirs.data
    assert sha256(ours.data).hexdigest() in without_spaces(said)
    assert json.loads(ours.data) == paper_of(agreed).versions[0].content
    name = f"agreed-{agreed.id}-version-1.json"
    assert name in ours.headers["Content-Disposition"]
    assert f"sha256sum {name}" in said
    assert "word for word" not in said
    assert "no-store" in theirs.headers["Cache-Control"]
    assert f'href="{agreed.path}/agreed.json"' in as_nobody.get(agreed.path).text


def test_what_was_hashed_is_for_who_may_have_the_certificate(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser, as_outsider: Browser
) -> None:
    sent = make_sent()
    assert as_maya.get(f"/papers/{sent.id}/agreed.json").status_code == 409
    assert as_nobody.get(f"{sent.path}/agreed.json").status_code == 409
    as_nobody.post(sent.answer_path, data=YES)

    assert as_outsider.get(f"/papers/{sent.id}/agreed.json").status_code == 404
    assert as_nobody.get(f"/papers/{sent.id}/agreed.json").status_code != 200
    close_link(sent)
    assert as_nobody.get(f"{sent.path}/agreed.json").status_code == 410


@pytest.mark.parametrize(
    ("kind", "offer"),
    [("discovery_call", "Discovery call"), ("partner_package", "Partner package")],
)
def test_it_says_which_one_offer_was_agreed(
    in_riverside: PracticeOfTheCast, as_nobody: Browser, as_maya: Browser, kind: str, offer: str
) -> None:
    sent = make_sent(cta_kind=kind)
    as_nobody.post(sent.answer_path, data=YES)
    assert offer in words_of(as_maya.get(f"/papers/{sent.id}/certificate.pdf").data)


def test_each_signature_stands_under_the_consent_that_was_agreed_to(
    in_riverside: PracticeOfTheCast, as_maya: Browser
) -> None:
    agreement = make_agreed()
    paper_id = agreement.paper_id
    db.session.rollback()

    said = words_of(as_maya.get(f"/papers/{paper_id}/certificate.pdf").data)

    for name in (CONSENT, SENDER_CONSENT):
        assert f"under wording {name}" in said
        label, meaning = CONSENTS[name]
        assert without_spaces(f"Wording {name}: {label} {meaning}") in without_spaces(said)


def test_the_hash_stands_on_the_page_of_its_sentence(agreed: SentPaper) -> None:
    certificate = certificate_of(paper_of(agreed))
    for lines in range(8, 30):
        data = certificate.data | {"parts": [["What it is", "\n".join(["One line."] * lines)]]}
        pages = PdfReader(BytesIO(pdf("certificate", data, dated=certificate.dated))).pages
        said = [without_spaces(page.extract_text()) for page in pages]
        with_hash = [place for place, text in enumerate(said) if data["sha256"] in text]
        for words in ("What was hashed when", "computed again now, is", "computes it with"):
            found = [place for place, text in enumerate(said) if without_spaces(words) in text]
            assert found == with_hash, f"{words} with {lines} lines above"
