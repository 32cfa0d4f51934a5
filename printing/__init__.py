"""The paper slip: how it is drawn, how it reaches a printer, and what the hall hears of it."""
