"""Tables and SQL of what citizens see and do: forms, what was sent by them, tries, satisfaction."""
