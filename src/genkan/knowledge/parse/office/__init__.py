"""Files of Word, Excel and PowerPoint to regulations and other documents."""

from genkan.knowledge.parse.office.excel import read_excel
from genkan.knowledge.parse.office.powerpoint import read_powerpoint
from genkan.knowledge.parse.office.word import read_word

__all__ = ["read_excel", "read_powerpoint", "read_word"]
