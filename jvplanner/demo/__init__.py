"""A practice to look around in, made from nothing but a seed and a day."""
