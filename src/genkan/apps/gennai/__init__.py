"""The shapes of the Gennai app protocol (2026-03) in both directions; nothing here reads or sends anything."""
