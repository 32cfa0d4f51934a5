"""What is counted, from the rows of history: reads, never writes."""
