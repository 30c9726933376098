"""The JV proposal: drafting it, sending it, and turning a yes into an event."""
