"""Where a citizen takes a ticket, or looks up what papers to bring."""
