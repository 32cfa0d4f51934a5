"""The officer's desk: calls, serves, and logs what became of each visit."""
