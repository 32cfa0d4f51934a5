"""The hall: the screen and the voice that call people."""
