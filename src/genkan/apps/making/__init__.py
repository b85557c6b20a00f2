"""Making apps in the browser: drafts, versions, review, publication, transfer and retirement."""
