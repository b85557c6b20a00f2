"""Apps of other houses that speak the Gennai app protocol: registered, called with care, and waited for."""
