"""The official report of a period: chosen, looked through, put into words, exported and remembered."""
