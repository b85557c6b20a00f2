"""Whether an app or a host keeps to the Gennai app protocol: checks of both, and an honest local twin of an app."""
