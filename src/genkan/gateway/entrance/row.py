"""The line of the journal with which a call begins."""

from genkan.catalogue import Deployment
from genkan.gateway.entrance.call import Call
from genkan.gateway.journal import CallRow
from genkan.kit import Clock, new_id


def row_of(call: Call, deployment: Deployment, *, decision: str, clock: Clock) -> CallRow:
    """The row of a call to a deployment; the first call for an answer has the answer's id, one elsewhere has its own."""
    caller, at = call.caller, clock()
    return CallRow(
        id=call.answer_id if call.answer_id and call.fallback_from is None else new_id(clock),
        at=at,
        person_id=caller.person_id,
        organisation_id=caller.organisation_id,
        purpose=call.purpose,
        information_class=int(call.information_class),
        deployment_id=deployment.id,
        model_id=deployment.model_id,
        model_name=deployment.public_name,
        build=deployment.build,
        decision=decision,
        app=caller.app,
        api_key_id=caller.api_key_id,
        fallback_from=call.fallback_from,
        answer_id=call.answer_id,
    )
