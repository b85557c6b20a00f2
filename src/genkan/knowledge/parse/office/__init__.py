"""Files of Word, Excel and PowerPoint to regulations and other documents."""

from genkan.knowledge.parse.office.excel import first_sheet, read_excel
from genkan.knowledge.parse.office.powerpoint import read_powerpoint
from genkan.knowledge.parse.office.word import read_word

__all__ = ["first_sheet", "read_excel", "read_powerpoint", "read_word"]
