"""What everybody may see of a centre's work: codes of dossiers and their states, nothing else."""
