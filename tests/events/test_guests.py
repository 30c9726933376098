"""The guest list: found, added by hand, seated from the waiting list, cancelled."""

import pytest
import time_machine

from jvplanner.events.models import Event, EventState, GuestState
from tests.browser import HTMX, Browser
from tests.builders import letters
from tests.builders_events import again, make_event, make_guest, ticket_of
from tests.statements import counted


def list_of(event: Event, query: str = "") -> str:
    return f"/events/{event.id}/guests{query}"


def test_a_guest_is_found_by_part_of_a_name_or_address_whatever_the_accents(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event()
    make_guest(event, "Zoë O’Brien-Ñuñez", "zoe@example.org")
    make_guest(event, "أحمد بن يوسف", "ahmad@example.org")
    make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    for text, name in (("nunez", "Zoë"), ("بن", "أحمد"), ("CHER@", "Cher"), ("zoe@", "Zoë")):
        page = as_maya.get(list_of(event), query_string={"q": text}, headers=HTMX).text
        assert name in page
        assert page.count('class="row-item guest"') == 1
    nobody = as_maya.get(list_of(event, "?q=%25")).text
    assert f'Nobody here matches that. <a class="reach" href="{list_of(event)}">' in nobody
    assert as_maya.get(list_of(event, "?q=%00")).status_code == 200
    waiting = as_maya.get(list_of(event, "?state=waiting")).text
    assert waiting.count('class="row-item guest"') == 1
    assert "Cher" in waiting


def test_adding_by_hand_stands_above_a_list_that_has_no_end(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    make_guest(event)
    page = as_maya.get(list_of(event)).text
    assert page.index("Add a guest by hand") < page.index('class="row-item guest"')


@pytest.mark.parametrize(
    ("columns", "onwards"),
    [({}, "/kit"), ({"state": EventState.DRAFT}, ""), ({"in_days": -3}, None)],
    ids=["published", "a draft", "over"],
)
def test_a_list_of_nobody_leads_on(in_riverside, as_maya: Browser, columns, onwards) -> None:
    event = make_event(**columns)
    page = as_maya.get(list_of(event)).text.partition('class="empty"')[2]
    assert "Nobody has registered" in page
    way = f'class="button" href="/events/{event.id}'
    assert (f'{way}{onwards}"' in page) if onwards is not None else (way not in page)


def test_only_the_list_is_sent_when_only_the_list_is_asked_for(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event()
    page = as_maya.get(list_of(event), headers=HTMX)
    assert page.text.lstrip().startswith('<section id="guest-list"')
    assert "HX-Request" in page.headers["Vary"]
    assert "<html" in as_maya.get(list_of(event)).text


def test_a_guest_added_by_hand_has_a_ticket_to_pass_on(in_riverside, as_maya: Browser) -> None:
    event = make_event(registration_open=False)
    made = as_maya.post(list_of(event), data={"name": "Cher", "phone": "+1 212 555 0100"})
    assert made.status_code == 303
    page = as_maya.get(list_of(event)).text
    assert "Cher" in page
    assert 'href="/t/' in page
    assert letters() == []
    as_maya.post(list_of(event), data={"name": "Tom O'Neill", "email": "tom@example.org"})
    assert [letter.to_email for letter in letters("ticket")] == ["tom@example.org"]
    assert again(event).seats_taken == 2


def test_a_member_is_told_where_a_guest_added_by_hand_stands(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event(seats=1)
    said = [
        as_maya.post(list_of(event), data={"name": name}, follow_redirects=True).text
        for name in ("Ada", "Zoë")
    ]
    assert "Ada has a seat." in said[0]
    assert "Zoë is on the waiting list: no seat is free." in said[1]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": "Ana", "email": "ANA@example.org"}, "already on the list"),
        ({"name": "", "email": "new@example.org"}, "Enter a name."),
        ({"name": "Ben", "email": "ben"}, "has an @ in it"),
    ],
)
def test_a_slip_is_named_at_its_field(
    in_riverside, as_maya: Browser, typed: dict[str, str], says: str
) -> None:
    event = make_event()
    make_guest(event)
    for headers in ({}, HTMX):
        response = as_maya.post(list_of(event), data=typed, headers=headers)
        assert response.status_code == 422
        assert says in response.text
        assert f'value="{typed["email"]}"' in response.text
    assert again(event).seats_taken == 1


@pytest.mark.parametrize(
    "columns", [{"state": EventState.DRAFT}, {"state": EventState.CANCELLED}, {"in_days": -3}]
)
def test_nobody_is_added_to_a_draft_or_to_what_is_over(
    in_riverside, as_maya: Browser, columns
) -> None:
    event = make_event(**columns)
    assert as_maya.post(list_of(event), data={"name": "Cher"}).status_code == 409
    assert "Add a guest by hand" not in as_maya.get(list_of(event)).text


def test_a_free_seat_is_given_to_who_waits_and_the_ticket_goes_out(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    event = make_event(seats=2)
    first = make_guest(event, "Ben", "ben@example.org")
    waiting = make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    make_guest(event, "Dee", "dee@example.org", state=GuestState.WAITING)
    path = f"{list_of(event)}/{waiting.id}/seat"
    for _ in range(2):
        given = as_maya.post(f"{path}?state=waiting")
        assert given.headers["Location"] == f"{list_of(event)}?state=waiting"
    assert again(waiting).state is GuestState.CONFIRMED
    assert again(event).seats_taken == 2
    assert [letter.to_email for letter in letters("ticket")] == ["cher@example.org"]
    assert "Your seat is saved" in as_nobody.get(ticket_of(waiting)).text
    assert again(first).state is GuestState.CONFIRMED


def test_no_seat_is_given_that_is_not_there(in_riverside, as_maya: Browser) -> None:
    event = make_event(seats=1)
    make_guest(event, "Ben", "ben@example.org")
    waiting = make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    refused = as_maya.post(f"{list_of(event)}/{waiting.id}/seat")
    assert refused.status_code == 409
    assert "Every seat is taken." in refused.text
    assert "Give a seat" not in as_maya.get(list_of(event)).text
    assert again(waiting).state is GuestState.WAITING


def test_no_seat_is_given_to_who_cancelled(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    gone = make_guest(event, state=GuestState.CANCELLED)
    assert as_maya.post(f"{list_of(event)}/{gone.id}/seat").status_code == 409
    assert again(event).seats_taken == 0


def test_a_guest_who_is_cancelled_frees_the_seat_and_is_told(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event()
    guest = make_guest(event)
    for _ in range(2):
        assert as_maya.post(f"{list_of(event)}/{guest.id}/cancellation").status_code == 303
    assert again(guest).state is GuestState.CANCELLED
    assert again(event).seats_taken == 0
    assert [letter.name for letter in letters()] == ["guest_cancelled"]


def test_a_member_cancels_nobody_who_has_a_seat_once_the_event_has_begun(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event(seats=2)
    guest = make_guest(event)
    waiting = make_guest(event, "Cher", "cher@example.org", state=GuestState.WAITING)
    with time_machine.travel(event.starts_at, tick=False):
        page = as_maya.get(list_of(event)).text
        assert "Cancel Ana Peña" not in page
        assert "Cancel Cher" in page
        assert "Give a seat" in page
        refused = as_maya.post(f"{list_of(event)}/{guest.id}/cancellation")
        given = as_maya.post(f"{list_of(event)}/{waiting.id}/seat")
    assert refused.status_code == 409
    assert "This event has begun" in refused.text
    assert given.status_code == 303
    assert again(guest).state is GuestState.CONFIRMED


def test_members_read_by_which_poster_a_guest_found_the_page(
    in_riverside, as_maya: Browser, as_nobody: Browser
) -> None:
    """M1"""
    event = make_event()
    form = {"name": "Ana", "email": "ana@example.org", "source": "poster-2"}
    ticket = as_nobody.post(f"/e/{event.code}/guests", data=form).headers["Location"]
    make_guest(event, "Ben", "ben@example.org")
    page = as_maya.get(list_of(event)).text
    assert page.count("found the page by") == 1
    assert "found the page by “<bdi>poster-2</bdi>”" in page
    assert "poster-2" not in as_nobody.get(ticket).text


def test_who_walked_in_holds_no_seat_to_give_back(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    make_guest(event)
    walk_in = make_guest(event, "Cher", None, walked_in=True)
    as_maya.post(f"{list_of(event)}/{walk_in.id}/cancellation")
    assert again(event).seats_taken == 1


def test_a_guest_of_one_event_is_not_found_below_another(in_riverside, as_maya: Browser) -> None:
    guest, other = make_guest(make_event()), make_event(title="Another evening")
    for what in ("seat", "cancellation"):
        assert as_maya.post(f"{list_of(other)}/{guest.id}/{what}").status_code == 404
    assert again(guest).state is GuestState.CONFIRMED


def test_a_long_list_comes_in_parts_with_as_many_statements_as_a_short_one(
    in_riverside, as_maya: Browser
) -> None:
    event = make_event(seats=500)
    paths = (list_of(event), f"/events/{event.id}", "/events")
    asked: dict[str, list[int]] = {path: [] for path in paths}
    for number in range(120):
        make_guest(event, f"Guest {number:03}.", f"guest{number}@example.org")
        if number in (4, 119):
            for path in paths:
                with counted() as statements:
                    as_maya.get(path)
                asked[path].append(len(statements))
    assert all(few == many for few, many in asked.values())

    pages, address = [], list_of(event)
    while address:
        page = as_maya.get(address, headers=HTMX).text
        pages.append(page)
        pager = page.partition('class="pager"')[2]
        address = pager.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert len(pages) == 3
    for number in range(120):
        assert "".join(pages).count(f">Guest {number:03}.</b>") == 1


def test_a_refused_guest_asks_as_little_of_a_long_list(in_riverside, as_maya: Browser) -> None:
    event, asked = make_event(seats=500), []
    for number in range(60):
        make_guest(event, f"Guest {number}", f"guest{number}@example.org")
        if number in (4, 59):
            with counted() as statements:
                as_maya.post(list_of(event), data={"name": ""})
            asked.append(len(statements))
    assert asked[0] == asked[1]


def test_a_member_sends_a_lost_ticket_again_once_an_hour(in_riverside, as_maya: Browser) -> None:
    event = make_event()
    guest = make_guest(event)
    again_path = f"{list_of(event)}/{guest.id}/letter"
    assert "Correct or send again" in as_maya.get(list_of(event)).text
    assert again_path in as_maya.get(f"{list_of(event)}/{guest.id}/address").text
    said = as_maya.post(again_path, follow_redirects=True).text
    assert "Another letter with the ticket of Ana Peña waits for you to send." in said
    assert "within the last hour" in as_maya.post(again_path, follow_redirects=True).text
    assert [letter.name for letter in letters()] == ["ticket_again"]
    nowhere = make_guest(event, "Cher", None)
    assert as_maya.post(f"{list_of(event)}/{nowhere.id}/letter").status_code == 409
