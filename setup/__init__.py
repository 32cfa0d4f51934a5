"""A centre is made, and its settings are changed: the wizard of /setup and the pages of /admin."""
