"""The hall: the screen and the voice that call people, and one ticket on a phone."""
