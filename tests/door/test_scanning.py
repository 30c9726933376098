"""The door in a real browser: what its camera sees is really decoded and really judged."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.chromium import chromium, clip
from tests.door.phones import Evening, notes, verdict

# The first looks at the picture fail, as on a phone that is short of memory.
FIRST_LOOKS_FAIL = """
for (const kind of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
  const look = kind.prototype.getImageData;
  let failures = 3;
  kind.prototype.getImageData = function (...where) {
    if (failures-- > 0) throw new Error("no memory");
    return look.apply(this, where);
  };
}
"""
WELCOME, REPEAT, STOP = "tone 880", "tone 660", "tone 180"


def test_a_code_held_for_ten_seconds_is_one_request_and_shown_again_a_repeat(
    evening: Evening, opened: Callable[..., Page], tmp_path: Path
) -> None:
    """D3."""
    held = clip(tmp_path / "held.y4m", [(evening.ticket, 10), (None, 3)])
    with chromium(camera=held) as browser:
        page = opened(browser, evening.door)
        verdict(page, "Welcome")
        expect(page.locator("#verdict")).to_contain_text("Ana Peña")
        verdict(page, "Already in")
        expect(page.locator("#verdict")).to_contain_text(
            re.compile(r"Came in at \d\d:\d\d, Side entrance")
        )
        assert notes(page) == ["sent", "admitted", WELCOME, "sent", "repeat", REPEAT]
        ids = {note.split()[1] for note in page.evaluate("notes") if note.startswith("sent")}
        assert len(ids) == 2
        expect(page.locator("[data-inside]")).to_have_text("1")


def test_bad_codes_and_failed_looks_do_not_stop_the_scanner(
    evening: Evening, opened: Callable[..., Page], tmp_path: Path
) -> None:
    """D4: bad, good, bad; and nothing sounds before the server has decided.

    The first looks fail; then come the codes, over and over.
    """
    seen = clip(tmp_path / "seen.y4m", [("bad", 1), (evening.ticket, 1), ("worse", 1)])
    with chromium(camera=seen) as browser:
        page = opened(browser, evening.door, FIRST_LOOKS_FAIL)
        expect(page.locator("html")).to_have_attribute(
            "data-notes", re.compile("admitted.*unknown.*unknown")
        )
        happened = notes(page)
    sounds = {"unknown": STOP, "admitted": WELCOME, "repeat": REPEAT}
    for at, note in enumerate(happened):
        if note in sounds:
            assert happened[at - 1] == "sent"
            assert happened[at + 1 : at + 2] in ([sounds[note]], [])
    tones = sum(note.startswith("tone") for note in happened)
    assert tones == sum(note in sounds for note in happened)


def test_the_rear_camera_runs_while_the_page_is_seen_and_a_busy_one_can_be_tried_again(
    evening: Evening, opened: Callable[..., Page], tmp_path: Path
) -> None:
    """D5."""
    empty = clip(tmp_path / "empty.y4m", [(None, 1)])
    with chromium(camera=empty) as browser:
        page = opened(browser, evening.door, "window.inUse = true")
        expect(page.get_by_text("The camera is in use")).to_be_visible()
        page.evaluate("window.inUse = false")
        page.get_by_role("button", name="Try the camera again").click()
        camera = page.locator("[data-camera]")
        expect(camera).to_have_attribute("data-camera", "on")
        wanted: list[dict[str, Any]] = page.evaluate("asked")
        assert {one["video"]["facingMode"]["ideal"] for one in wanted} == {"environment"}
        assert {one["audio"] for one in wanted} == {False}

        for hidden, state in ((True, "off"), (False, "on")):
            page.evaluate(
                """(hidden) => {
                  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
                  document.dispatchEvent(new Event("visibilitychange"));
                }""",
                hidden,
            )
            expect(camera).to_have_attribute("data-camera", state)
        page.get_by_role("link", name="List").click()
        expect(camera).to_have_attribute("data-camera", "off")


def test_without_permission_codes_are_typed_and_names_are_searched(
    evening: Evening, opened: Callable[..., Page]
) -> None:
    """D5."""
    with chromium(arguments=["--use-fake-device-for-media-stream"]) as browser:
        page = opened(browser, evening.door)
        expect(page.get_by_text("The camera is not allowed here")).to_be_visible()
        page.get_by_label("Code does not scan?").fill(evening.ticket)
        page.get_by_role("button", name="Check", exact=True).click()
        verdict(page, "Welcome")
        page.get_by_role("link", name="List").click()
        page.get_by_label("Search by name").fill("sile")
        expect(page.locator("#guest-list li")).to_have_count(1)
        page.get_by_role("button", name="Check in Síle O’Brien").click()
        verdict(page, "Welcome")
        expect(page.locator("[data-inside]")).to_have_text("2")
        page.locator("#verdict").get_by_role("button", name="Undo").click()
        verdict(page, "Taken back")
        expect(page.get_by_role("button", name="Check in Síle O’Brien")).to_be_visible()
        expect(page.locator("[data-inside]")).to_have_text("1")


def test_without_a_camera_or_https_everything_else_works_and_what_is_late_is_said(
    evening: Evening, opened: Callable[..., Page]
) -> None:
    """D5; and what could not be sent is tried again under the same id."""
    plain = evening.door.replace("127.0.0.1", "door.example")
    resolver = "--host-resolver-rules=MAP door.example 127.0.0.1"
    with chromium(arguments=["--use-fake-ui-for-media-stream", resolver]) as browser:
        expect(opened(browser, evening.door).get_by_text("No camera was found")).to_be_visible()

        page = opened(browser, plain)
        expect(page.get_by_text("The camera needs a secure address")).to_be_visible()
        page.get_by_role("link", name="Walk-in").click()
        page.context.set_offline(True)
        page.get_by_label("Name", exact=True).fill("Farid Haddad")
        page.get_by_role("button", name="Let them in").click()
        verdict(page, "Not sent yet")
        expect(page.get_by_text("1 not sent yet")).to_be_visible()
        assert notes(page)[0] == "sent"
        assert not any(note.startswith("tone") for note in notes(page))
        page.context.set_offline(False)
        verdict(page, "Welcome")
        expect(page.locator("#verdict")).to_contain_text("Farid Haddad")
        expect(page.get_by_text("All sent")).to_be_visible()
        ids = {note.split()[1] for note in page.evaluate("notes") if note.startswith("sent")}
        assert len(ids) == 1
        expect(page.locator("[data-inside]")).to_have_text("1")
