"""SQL of checks of declared deployments."""
