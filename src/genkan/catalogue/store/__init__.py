"""Tables of the catalogue: deployments, their dated prices, changes, probes and verifications."""
