"""The guides: a printed page for each person who works here, and the hall's poster of the queue's rules."""
