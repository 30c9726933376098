"""Who works at a partner: one row for each human, at as many partners as they work at."""

import pytest
from sqlalchemy import select

from jvplanner.db import db
from jvplanner.partners.models import Partner, PartnerPerson
from jvplanner.people.models import Person
from tests.browser import HTMX, Browser, as_read
from tests.builders import PracticeOfTheCast
from tests.builders_partners import DANA, make_partner

TOM = {"name": "Tom O'Neill", "email": "tom@mill.example", "works_as": "Owner"}


@pytest.fixture
def pharmacy(in_riverside: PracticeOfTheCast) -> Partner:
    return make_partner()


def people() -> list[tuple[str, str | None]]:
    db.session.rollback()
    return [(one.name, one.email) for one in db.session.scalars(select(Person).order_by(Person.id))]


def listed_at(partner: Partner) -> list[PartnerPerson]:
    db.session.rollback()
    rows = select(PartnerPerson).filter_by(partner_id=partner.id).order_by(PartnerPerson.id)
    return list(db.session.scalars(rows))


def test_a_person_is_added(as_maya: Browser, pharmacy: Partner) -> None:
    answer = as_maya.post(f"/partners/{pharmacy.id}/people", data=TOM)

    assert answer.status_code == 303
    page = as_maya.get(answer.headers["Location"])
    assert "Tom O&#39;Neill" in page.text
    assert "Owner" in page.text
    assert len(listed_at(pharmacy)) == 2


def test_htmx_gets_the_list_anew(as_maya: Browser, pharmacy: Partner) -> None:
    fragment = as_maya.get(f"/partners/{pharmacy.id}", headers=HTMX).text
    assert fragment.lstrip().startswith('<section id="people"')
    assert "Dana Ruiz" in fragment


def test_the_same_person_may_work_at_two_partners(
    as_maya: Browser, in_riverside: PracticeOfTheCast, pharmacy: Partner
) -> None:
    mill = make_partner("The Old Mill", people=())

    as_maya.post(f"/partners/{mill.id}/people", data={"name": "D. Ruiz", "email": DANA[1].upper()})

    assert people() == [DANA], "the name is the one first given"
    assert listed_at(mill)[0].person_id == listed_at(pharmacy)[0].person_id


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_the_same_person_is_listed_once_at_a_partner(
    as_maya: Browser, pharmacy: Partner, headers: dict[str, str]
) -> None:
    answer = as_maya.post(
        f"/partners/{pharmacy.id}/people",
        data={"name": "Dana", "email": f" {DANA[1].upper()}"},
        headers=headers,
    )

    assert answer.status_code == 422
    assert "Dana Ruiz is listed here already" in answer.text
    assert 'value="Dana"' in answer.text
    assert len(listed_at(pharmacy)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Enter a name."),
        ("name", "n" * 201, "up to 200 characters"),
        ("name", "\u200b", "Enter a name."),
        ("email", "tom@mill", "not complete"),
        ("email", "tom@mill.example\r\nBcc: all@x.example", "no spaces"),
        ("works_as", "w" * 121, "at most 120"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    as_maya: Browser, pharmacy: Partner, field: str, typed: str, said: str
) -> None:
    answer = as_maya.post(f"/partners/{pharmacy.id}/people", data=TOM | {field: typed})

    assert answer.status_code == 422
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert len(listed_at(pharmacy)) == 1


def test_a_corrected_name_and_address_are_the_persons_own(
    as_maya: Browser, pharmacy: Partner
) -> None:
    (dana,) = listed_at(pharmacy)
    address = f"/partners/{pharmacy.id}/people/{dana.id}"
    assert f'value="{DANA[1]}"' in as_maya.get(address).text

    answer = as_maya.post(
        address, data={"name": "Dana Ruiz-Ortega", "email": "dana@new.example", "works_as": "Owner"}
    )

    assert answer.status_code == 303
    assert people() == [("Dana Ruiz-Ortega", "dana@new.example")]
    assert listed_at(pharmacy)[0].works_as == "Owner"


def test_an_address_of_somebody_known_means_that_person(
    as_maya: Browser, in_riverside: PracticeOfTheCast, pharmacy: Partner
) -> None:
    make_partner("The Old Mill", people=((TOM["name"], TOM["email"]),))
    (dana,) = listed_at(pharmacy)

    as_maya.post(
        f"/partners/{pharmacy.id}/people/{dana.id}", data={"name": "Tom", "email": TOM["email"]}
    )

    assert people() == [DANA, ("Tom", TOM["email"])]
    assert listed_at(pharmacy)[0].person.email == TOM["email"]


def test_an_address_of_somebody_listed_here_is_refused(as_maya: Browser, pharmacy: Partner) -> None:
    as_maya.post(f"/partners/{pharmacy.id}/people", data=TOM)
    dana, _tom = listed_at(pharmacy)

    answer = as_maya.post(
        f"/partners/{pharmacy.id}/people/{dana.id}", data={"name": "Dana", "email": TOM["email"]}
    )

    assert answer.status_code == 422
    assert "is listed here already" in answer.text
    assert people()[0] == DANA


def test_taking_somebody_off_can_be_undone(as_maya: Browser, pharmacy: Partner) -> None:
    as_maya.post(f"/partners/{pharmacy.id}/people", data=TOM)
    _dana, tom = listed_at(pharmacy)

    answer = as_maya.post(f"/partners/{pharmacy.id}/people/{tom.id}/removal")

    assert answer.status_code == 303
    assert [each.person.name for each in listed_at(pharmacy)] == ["Dana Ruiz"]
    page = as_maya.get(answer.headers["Location"]).text
    assert "Tom O&#39;Neill is no longer listed here." in page
    assert 'name="works_as" value="Owner"' in page
    as_maya.post(f"/partners/{pharmacy.id}/people", data=TOM)
    assert listed_at(pharmacy)[1].person.name == "Tom O'Neill"
    assert "no longer listed" not in as_maya.get(answer.headers["Location"]).text
    assert len(people()) == 2


def test_a_person_of_another_partner_is_not_found_here(
    as_maya: Browser, in_riverside: PracticeOfTheCast, pharmacy: Partner
) -> None:
    mill = make_partner("The Old Mill", people=((TOM["name"], TOM["email"]),))
    (tom,) = listed_at(mill)

    for path in (f"/partners/{pharmacy.id}/people/{tom.id}",):
        assert as_maya.get(path).status_code == 404
        assert as_maya.post(path, data=TOM).status_code == 404
        assert as_maya.post(f"{path}/removal").status_code == 404
    assert len(listed_at(mill)) == 1


def test_another_practice_reaches_none_of_it(as_outsider: Browser, pharmacy: Partner) -> None:
    (dana,) = listed_at(pharmacy)
    one = f"/partners/{pharmacy.id}"

    for path in (one, f"{one}/edit", f"{one}/people/{dana.id}"):
        assert as_outsider.get(path).status_code == 404
    for path in (f"{one}/people", f"{one}/people/{dana.id}", f"{one}/people/{dana.id}/removal"):
        assert as_outsider.post(path, data=TOM).status_code == 404
    assert people() == [DANA]


def test_somebody_whom_another_practice_knows_is_not_offered_for_undo(
    as_outsider: Browser, as_maya: Browser, pharmacy: Partner
) -> None:
    dana = listed_at(pharmacy)[0].person_id
    partner = as_outsider.post("/partners/new", data={"name": "Spa", "hub_kind": "boutique_gym"})
    page = as_outsider.get(f"{partner.headers['Location']}?taken_off={dana}").text
    assert "Dana" not in page


def test_the_first_person_may_be_left_out_and_their_address_may_not(as_maya: Browser) -> None:
    page = as_read(as_maya.get("/partners/new").text)
    assert "The first person there optional" in page
    assert "E-mail optional" not in page
    assert "E-mail Needed with the name: proposals for this person go there." in page
