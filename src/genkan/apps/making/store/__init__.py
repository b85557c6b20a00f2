"""The records of made apps: the apps, their versions, and the trials of versions."""
