"""What the demo's rows are found by again, long after they were loaded."""

# Real codes have no vowels, so that none of these can ever be taken by a real event.
COMING = "evening"
FULL = "fullhouse"
SMALL = "smallcircle"
CALLED_OFF = "calledoff"
DRAFT = "notyet"
ONLINE = "webinar"
TASTING = "tasting"
PATIENTS = "patients"
OUTSIDE = "outside"
OUR_LOGO = "riverlogo"
THEIR_LOGO = "canallogo"
# A series: its own page, and each of its dates.
TEAS = "teatime"
TEA_ONE, TEA_TWO, TEA_THREE = "teaone", "teatwo", "teathree"

PASSWORD = "welcome to riverside"  # noqa: S105  printed for everybody who loads the demo
OWNER = "maya@riverside.example"
OUTSIDER = "noor@hillside.example"

# Who was sent the proposal that awaits an answer, and who holds the ticket that is shown.
ASKED = "minjun@leefamily.example"
TICKET_HOLDER = "ana@example.org"
