"""Who may come in where: a route is open to anyone only if it stands on this list."""

from tests.docs.generated import allowed, application_routes

WAYS_IN = {"/invitation/{token}", "/language", "/sign-in", "/sign-out", "/theme"}
OF_CITIZENS = {
    "/ask",
    "/ask/{form_name}",
    "/ask/{form_name}/faq",
    "/ask/{form_name}/status",
    "/ask/{form_name}/status/ask",
    "/ask/{form_name}/status/leave",
    "/ask/{form_name}/status/rate",
    "/ask/{form_name}/status/renew",
}
OF_VENDORS = {
    "/apply/sign-in",
    "/apply/sign-out",
    "/apply/link/{token}",
    "/trial-results/{trial_id}/vendors/{arm}/{token}",
}
OF_EVERYBODY = {
    "/calls",
    "/calls/{call_id}",
    "/calls/{call_id}/record.json",
    "/calls/{call_id}/export/{form}",
    "/calls/{call_id}/register",
    "/calls/{call_id}/decision",
    "/calls/{call_id}/decision/record.json",
    "/calls/{call_id}/decision/export/{form}",
    "/commitments/{exam_id}",
    "/commitments/{exam_id}.json",
    "/trial-results",
    "/trial-results/{trial_id}",
    "/trial-results/{trial_id}/record.json",
    "/trial-results/{trial_id}/export/{form}",
}
WITH_A_KEY = {
    "/api/inquiries",
    "/api/inquiries/{number}",
    "/gennai/apps/{app_id}",
    "/gennai/apps/{app_id}/requests/{run_id}",
}


def test_only_the_ways_in_are_open_to_anyone() -> None:
    assert {route.path for route in application_routes() if allowed(route) == "anyone"} == (
        WAYS_IN | OF_CITIZENS | OF_VENDORS | OF_EVERYBODY | WITH_A_KEY
    )


def test_every_route_says_what_it_does() -> None:
    assert [route.path for route in application_routes() if not route.endpoint.__doc__] == []


def test_what_changes_something_is_never_a_link() -> None:
    changing = {"POST", "PUT", "PATCH", "DELETE"}
    both = [
        route.path for route in application_routes() if route.methods & changing and "GET" in route.methods
    ]
    assert both == []
