"""The live board of the shift lead: what goes on, what is wrong, and the one thing to do about it."""
