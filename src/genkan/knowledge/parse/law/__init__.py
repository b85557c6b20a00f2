"""Laws in the standard XML of e-Gov (法令標準XMLスキーマ, version 3) to regulations."""

from genkan.knowledge.parse.law.document import LawFacts, read_law

__all__ = ["LawFacts", "read_law"]
