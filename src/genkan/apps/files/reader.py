"""The process that reads one file that has a structure. Run as ``python -m genkan.apps.files.reader``."""

import msgspec

from genkan.apps.apart import answer_once
from genkan.apps.files.extracting import parsed_text
from genkan.apps.files.shapes import Answer, Question, Trouble
from genkan.knowledge import FileProblem


def read(asked: bytes) -> bytes:
    """The answer to a question, both as MessagePack."""
    question = msgspec.msgpack.decode(asked, type=Question)
    try:
        answer = Answer(*parsed_text(question.content, name=question.name))
    except FileProblem as problem:
        details = {name: str(each) for name, each in problem.details.items()}
        answer = Answer(trouble=Trouble(problem.sentence, problem.next_step, details))
    return msgspec.msgpack.encode(answer)


if __name__ == "__main__":
    answer_once(read)
