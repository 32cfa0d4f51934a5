"""Copies of the database: made at night, checked, kept by age, and restored once a week for a drill."""
