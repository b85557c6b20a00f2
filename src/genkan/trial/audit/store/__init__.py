"""The records of expert audits: masked copies until they are decided, marks, conflicts of interest."""
