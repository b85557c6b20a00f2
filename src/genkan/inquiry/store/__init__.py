"""Tables and SQL of inquiries: cases, their queue, notes and topics."""
