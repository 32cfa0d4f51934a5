"""Plays a dossier system's export as visits to the centre, through the routes that the screens use.

`python -m replay export.xlsx --expect table.json` proves the whole way from the kiosk to the director's table.
"""
