"""The tablet at a counter that asks how satisfied its citizen was."""
