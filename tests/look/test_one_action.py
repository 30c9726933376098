"""A page has one main action: where nothing is there yet, it stands where that is explained."""

import re

import pytest

from tests.browser import Browser
from tests.builders_events import make_event
from tests.builders_partners import make_partner
from tests.builders_proposals import make_proposal

EMPTY_PAGES = [
    "/today",
    "/partners",
    "/proposals",
    "/proposals/new",
    "/events",
    "/events?show=drafts",
    "/events?show=past",
    "/clients",
    "/outbox",
    "/outbox?show=failed",
    "/outbox?show=sent",
    "/search",
]
LISTS = {
    "/partners": "Add a partner",
    "/proposals": "Draft a proposal",
    "/events": "New event",
}


def main_actions(text: str) -> list[str]:
    """The words on every button that is neither plain nor quiet; the way past the rail is none."""
    buttons = re.findall(r'<(a|button) class="([^"]+)"[^>]*>(.*?)</\1>', text, re.S)
    return [
        re.sub(r"<[^>]+>", "", label).strip()
        for _, kinds, label in buttons
        if "button" in kinds.split() and not {"plain", "quiet", "skip"} & set(kinds.split())
    ]


@pytest.mark.parametrize("path", EMPTY_PAGES)
def test_a_page_with_nothing_on_it_has_at_most_one_main_action(
    riverside, as_maya: Browser, path: str
) -> None:
    assert len(main_actions(as_maya.get(path).text)) <= 1


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_list_says_what_to_do_first(riverside, as_maya: Browser, path: str) -> None:
    text = as_maya.get(path).text

    empty = text[text.index('<div class="empty">') :]
    assert len(main_actions(empty)) == 1


@pytest.mark.parametrize("path", LISTS)
def test_a_list_with_something_on_it_has_its_action_at_its_head(
    in_riverside, as_maya: Browser, path: str
) -> None:
    make_proposal(partner=make_partner())
    make_event()

    assert main_actions(as_maya.get(path).text) == [LISTS[path]]
    assert main_actions(as_maya.get(f"{path}?q=nobody+at+all").text) == [LISTS[path]]


@pytest.mark.parametrize(
    ("in_days", "first"),
    [(12, "Print and share"), (0.5, "Open the door"), (-2, "See the result")],
    ids=["far off", "tomorrow", "over"],
)
def test_an_event_says_first_what_is_done_at_its_time(
    in_riverside, as_maya: Browser, in_days: float, first: str
) -> None:
    page = as_maya.get(f"/events/{make_event(in_days=in_days).id}").text
    # Calling it off lies folded up.
    assert [words for words in main_actions(page) if "Cancel" not in words] == [first]
    assert page.count(">Print and share<") == (in_days > 0)
