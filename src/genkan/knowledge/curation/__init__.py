"""What curators change about collections and documents, with the record of each change."""
