"""Other systems' exports become dossiers."""
