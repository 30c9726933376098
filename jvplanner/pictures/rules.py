"""What may be sent as a picture, and how large what is kept of it may be."""

from dataclasses import dataclass

# A logo weighs less; a photograph taken for one may weigh as much.
MEGABYTE = 1024 * 1024
HEAVIEST = 4 * MEGABYTE
MOST_PIXELS = 16_000_000  # 4000 by 4000: unpacked, and once more while it is made smaller, 128 MB
# A picture of few columns and millions of rows takes more memory for its rows than for its pixels.
LONGEST_SIDE = 20_000
# A JPEG that appears little by little goes over the whole picture about ten times. A few bytes ask
# for once more, so that a file of 400 KB could have us draw for minutes.
MOST_SCANS = 100
# 640 pixels make a logo four to five centimetres wide on paper at 300 to the inch.
ON_PAPER = 640, 320
# Pages show a logo 44 px high; a phone has up to three pixels for each of them.
ON_PAGES = 264, 132
HEAVIEST_ON_PAGES = 14_000  # bytes; an event page with two of them stays below its 60 KB


@dataclass(frozen=True)
class Logo:
    """A kept picture as pages show it. width and height are its pixels."""

    code: str
    width: int
    height: int

    @property
    def href(self) -> str:
        """Return its address; another picture has another one, so it is cached for good."""
        return f"/pictures/{self.code}.webp"


def logo(code: str | None, width: int | None, height: int | None) -> Logo | None:
    """Return the logo that a row of an outer join tells of; None if there is none."""
    return Logo(code, width, height) if code and width and height else None


def in_millions(pixels: int) -> str:
    """Return a number of pixels in words: "50 million"."""
    return f"{max(1, round(pixels / 1_000_000))} million"
