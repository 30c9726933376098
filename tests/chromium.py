"""A real browser, with a camera that shows what a test wants to be seen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from jvplanner.events.codes import code_png

PROGRAM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
PICTURE = (320, 240)
PER_SECOND = 5


@contextmanager
def chromium(*, camera: Path | None = None, arguments: Sequence[str] = ()) -> Iterator[Browser]:
    """Start a browser; with camera, a clip as clip() writes it plays as the camera, over and over.

    arguments  further switches; a browser without camera and switches has none, and asks first
    """
    switches = [*QUIET, *arguments]
    if camera is not None:
        switches += [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={camera.resolve()}",
        ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=switches)
        try:
            yield browser
        finally:
            browser.close()


def clip(path: Path, scenes: Sequence[tuple[str | None, float]]) -> Path:
    """Write a clip for the camera and return its path.

    scenes  what is held into the picture for how many seconds: the text of a QR code, or None
            for an empty hand
    """
    width, height = PICTURE
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{width} H{height} F{PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for text, seconds in scenes:
            picture = _picture(text)
            for _ in range(round(seconds * PER_SECOND)):
                file.write(b"FRAME\n" + picture)
    return path


def _picture(text: str | None) -> bytes:
    """Return one frame, brightness first, then half as much of grey for its two colours."""
    width, height = PICTURE
    ground = Image.new("L", PICTURE, 150)
    if text:
        code = Image.open(BytesIO(code_png(text, pixels_per_module=5))).convert("L")
        code.thumbnail((height, height), Image.Resampling.BOX)
        ground.paste(code, ((width - code.width) // 2, (height - code.height) // 2))
    return ground.tobytes() + bytes([128]) * (width * height // 2)
