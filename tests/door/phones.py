"""A phone at a served door, whose page notes what happens."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

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


@dataclass
class Evening:
    """An event of the served installation, with a door and one guest, Ana Peña."""

    door: str
    ticket: str


def verdict(page: Page, word: str) -> None:
    expect(page.locator("#verdict").get_by_role("heading", name=word)).to_be_visible()


def notes(page: Page) -> list[str]:
    """What happened so far, without the ids, and without each signal's further tones."""
    every: list[str] = page.evaluate("notes")
    signals = [note for note in every if note not in ("tone 1320", "tone 440")]
    return [note if note.startswith("tone") else note.split()[0] for note in signals]
