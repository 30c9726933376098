"""Pages of events: for strangers, for guests, and for those who organise them."""
