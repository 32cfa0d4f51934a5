"""A trial: one simulated day of a busy centre on a real server, beside the real centre and apart from it.

The trial is a process of its own with a folder, a port and cookies of its own, so that nothing it does can touch the
centre. Whoever ends it wipes all of it.
"""
