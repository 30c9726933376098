"""Papers sent by link for an answer: versions, answers and the wording guard."""
