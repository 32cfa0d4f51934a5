"""The doors of the live board: its picture, and every act of the shift lead. An act answers with the whole board."""

from supervisor import alert_routes, counter_routes, hall_routes, ticket_routes
from supervisor.door import blueprint

__all__ = ["alert_routes", "blueprint", "counter_routes", "hall_routes", "ticket_routes"]
