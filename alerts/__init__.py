"""What is wrong now, and the one thing to do about it: rules that the live board and the counters read."""
