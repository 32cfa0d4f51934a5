"""The blueprint that the views of this room hang on."""

from apiflask import APIBlueprint

blueprint = APIBlueprint("reports", __name__, tag="Reports")
