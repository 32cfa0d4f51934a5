"""One ticket on the citizen's own phone: the page of the QR."""
