"""Words for the time of day."""

NOON, EVENING = 12, 18


def greeting(hour: int) -> str:
    """Return how to greet somebody at this hour of their own day, 0 to 23."""
    if hour < NOON:
        return "Good morning"
    return "Good afternoon" if hour < EVENING else "Good evening"


def first_name(name: str) -> str:
    """Return what to call somebody: the first word of the name that is no title such as "Dr."."""
    words = name.split()
    return next((word for word in words if not word.endswith(".")), name)


def in_words(count: int) -> str:
    """Return "nothing due", "one thing" or "5 things"."""
    if count == 0:
        return "nothing due"
    return "one thing" if count == 1 else f"{count} things"
