"""Words for the time of day."""

NOON, EVENING = 12, 18


def greeting(hour: int) -> str:
    """Return how to greet somebody at this hour of their own day, 0 to 23."""
    if hour < NOON:
        return "Good morning"
    return "Good afternoon" if hour < EVENING else "Good evening"


def in_words(count: int) -> str:
    """Return "nothing due", "one thing" or "5 things"."""
    if count == 0:
        return "nothing due"
    return "one thing" if count == 1 else f"{count} things"
