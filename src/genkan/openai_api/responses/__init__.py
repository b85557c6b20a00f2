"""``POST /v1/responses``: the stateless part of OpenAI's Responses API, spoken as chat completions behind the door."""

from genkan.openai_api.responses.route import answer_responses

__all__ = ["answer_responses"]
