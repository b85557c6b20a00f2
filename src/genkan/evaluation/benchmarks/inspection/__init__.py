"""Tasks of inspect_ai over a deployment: in a process of their own, through Genkan's API, their logs kept."""
