"""The call (公募): what is asked for, frozen when it is published, changed only in sight of all."""
