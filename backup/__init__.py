"""Copies of the database: made at night, checked, kept by age, and restored for a trial once a week."""
