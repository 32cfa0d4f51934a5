"""What a director keeps beside dossiers: feedback, satisfaction, incidents, home visits, guide-desk reasons, targets,
and figures that come from elsewhere."""
