"""要約: a summary whose headings, dates and amounts are checked; without a model, an outline with the figures."""
