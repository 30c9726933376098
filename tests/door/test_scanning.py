"""The door in a real browser: what its camera sees is really decoded and really judged."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from jvplanner.tenancy import acting_for
from tests import builders
from tests.builders_door import make_door, path_of
from tests.builders_events import make_event, make_guest, ticket_of
from tests.chromium import PHONE, chromium, clip
from tests.serving import Served, served

PATIENCE = 40_000  # milliseconds; a busy machine decodes slowly

# Notes what the page sends, hears back and lets sound, in the order in which it happens, and what
# it asks of the camera. Sound itself needs a loudspeaker.
NOTES = """
window.notes = [];
const note = (...some) => {
  notes.push(...some);
  document.documentElement.dataset.notes = notes.join("; ");
};
window.asked = [];
class Tone {
  frequency = { value: 0 };
  connect(next) { return next; }
  start() { note(`tone ${this.frequency.value}`); }
  stop() {}
}
class Volume {
  gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
  connect(next) { return next; }
}
window.AudioContext = class {
  state = "running";
  currentTime = 0;
  createOscillator() { return new Tone(); }
  createGain() { return new Volume(); }
};
const send = window.fetch;
window.fetch = async (address, options) => {
  if (options?.method !== "POST") return send(address, options);
  note(...JSON.parse(options.body).scans.map(({ id }) => `sent ${id}`));
  const response = await send(address, options);
  const { results } = await response.clone().json();
  note(...results.map(({ id, verdict }) => `${verdict} ${id}`));
  return response;
};
const media = navigator.mediaDevices;
const open = media?.getUserMedia.bind(media);
if (media) media.getUserMedia = (wanted) => {
  asked.push(wanted);
  if (window.inUse) return Promise.reject(new DOMException("", "NotReadableError"));
  return open(wanted);
};
"""
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


@dataclass
class Evening:
    """An event of the served installation, with a door and one guest, Ana Peña."""

    door: str
    ticket: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("door")) as server:
        yield server


@pytest.fixture
def evening(server: Served, request: pytest.FixtureRequest) -> Evening:
    with server.app.app_context():
        number = abs(hash(request.node.name))
        owner = ("Maya", f"{number}@a.example")
        practice = builders.make_practice(f"Practice {number}", owner=owner)
        with acting_for(practice.id):
            event = make_event(in_days=0.1)
            ticket = ticket_of(make_guest(event))
            make_guest(event, "Síle O’Brien", "sile@example.org")
            return Evening(server.address + path_of(make_door(event)), server.address + ticket)


@pytest.fixture
def opened() -> Callable[..., Page]:
    """Open an address on a phone that notes what happens."""

    def open_page(browser: Browser, address: str, *scripts: str) -> Page:
        page = browser.new_context(viewport=PHONE).new_page()
        page.set_default_timeout(PATIENCE)
        for script in (NOTES, *scripts):
            page.add_init_script(script)
        page.goto(address)
        return page

    expect.set_options(timeout=PATIENCE)
    return open_page


def verdict(page: Page, word: str) -> None:
    expect(page.locator("#verdict").get_by_role("heading", name=word)).to_be_visible()


def notes(page: Page) -> list[str]:
    """What happened so far, without the ids, and without each signal's further tones."""
    every: list[str] = page.evaluate("notes")
    signals = [note for note in every if note not in ("tone 1320", "tone 440")]
    return [note if note.startswith("tone") else note.split()[0] for note in signals]


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


@pytest.mark.parametrize(
    ("status", "says"),
    [(429, "Too much at once"), (404, "This link opens nothing any more")],
)
def test_what_the_server_does_not_take_stays_on_the_phone_and_is_said(
    evening: Evening, opened: Callable[..., Page], status: int, says: str
) -> None:
    """D7: neither a door that sends too much nor a link that is gone loses what was scanned."""
    with chromium(arguments=["--use-fake-ui-for-media-stream"]) as browser:
        page = opened(browser, evening.door)
        page.route("**/scans", lambda route: route.fulfill(status=status, json={"results": []}))
        page.get_by_role("link", name="Walk-in").click()
        for name in ("Farid Haddad", "Cher"):
            page.get_by_label("Name", exact=True).fill(name)
            page.get_by_role("button", name="Let them in").click()
            # The phone has it, and the form is free for whoever comes next.
            expect(page.get_by_label("Name", exact=True)).to_have_value("")
        verdict(page, says)
        expect(page.locator("#verdict")).to_contain_text("kept on this phone")
        expect(page.get_by_text("2 not sent yet")).to_be_visible()

        page.unroute("**/scans")
        page.evaluate("dispatchEvent(new Event('online'))")
        verdict(page, "Welcome")
        expect(page.get_by_text("All sent")).to_be_visible()
        expect(page.locator("[data-inside]")).to_have_text("2")


def test_a_name_typed_before_the_last_one_is_answered_is_let_in_too(
    evening: Evening, opened: Callable[..., Page]
) -> None:
    with chromium(arguments=["--use-fake-ui-for-media-stream"]) as browser:
        page = opened(browser, evening.door)
        page.route("**/scans", lambda _route: None)  # no answer comes
        page.get_by_role("link", name="Walk-in").click()
        name = page.get_by_label("Name", exact=True)
        press = page.get_by_role("button", name="Let them in")
        with page.expect_request("**/scans"):
            name.fill("Farid Haddad")
            press.click()
        name.fill("Cher")
        press.click()
        expect(page.get_by_text("2 not sent yet")).to_be_visible()
        name.fill("Síle")
        page.unroute("**/scans")

        expect(page.get_by_text("All sent")).to_be_visible()
        expect(page.locator("[data-inside]")).to_have_text("2")
        expect(name).to_have_value("Síle")


def test_a_door_that_is_tried_out_early_says_so_until_the_day_has_come(
    server: Served, evening: Evening, opened: Callable[..., Page]
) -> None:
    with server.app.app_context():
        practice = builders.make_practice("Early", owner=("Maya", "maya@early.example"))
        with acting_for(practice.id):
            door = server.address + path_of(make_door(make_event(in_days=3)))
    early = "This event is not today"
    with chromium(arguments=["--use-fake-ui-for-media-stream"]) as browser:
        expect(opened(browser, evening.door).get_by_text(early)).to_be_hidden()
        page = browser.new_page()
        page.clock.install()
        page.goto(door)
        expect(page.get_by_text(early)).to_be_visible()
        page.clock.fast_forward(3 * 24 * 60 * 60 * 1000)
        expect(page.get_by_text(early)).to_be_hidden()
