"""Tables of the gateway: answers as they are written, and one metering row per call."""
