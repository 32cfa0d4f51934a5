"""The director's dashboard: how the period goes against the plan, why, and which dossiers it comes from."""
