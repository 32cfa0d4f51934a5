"""The director's figures: reads, never writes."""
