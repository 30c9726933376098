"""Letters: written in the transaction of the fact that caused them, sent by a worker later."""
