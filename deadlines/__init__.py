"""What is due when, and what is late: the board, the list behind it, chase lists, letters of apology, the calendar."""
