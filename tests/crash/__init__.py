"""The real ``genkan serve`` under load: killed, stopped, with others beside it, and with records that go away."""
