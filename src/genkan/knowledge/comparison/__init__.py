"""Two versions of a document side by side (新旧対照表), on the page, in print and as Word."""
