"""The ledger of fairness, the rule simulator, the waits that were said, the counters' time: for lead and director."""
