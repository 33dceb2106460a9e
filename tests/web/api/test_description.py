"""The API is called as its own description allows and forbids, by schemathesis."""

from __future__ import annotations

import re

import httpx2
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

# A description cannot say that a value must be an ETag seen before, or a span lie in the text: these may be refused.
CONFIG = schemathesis.Config.from_dict(
    {"checks": {"positive_data_acceptance": {
        "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "412", "422", "428", "429"],
    }}}
)  # fmt: skip


def test_every_answer_is_as_described(desk: str) -> None:
    described = schemathesis.openapi.from_url(f"{desk}/api/v1/openapi.json", config=CONFIG)
    assert described.raw_schema["openapi"].startswith("3.1")
    operations = [found.ok() for found in described.get_all_operations()]
    for operation in operations:
        called(desk, operation)
    assert len(operations) >= 16


def called(desk: str, operation: schemathesis.APIOperation) -> None:
    """Call one operation with what its description allows, changes of a claim with the ETag of now."""
    changes = operation.method.upper() != "GET" and "{claim}" in operation.path

    @settings(
        max_examples=12, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def call(case: schemathesis.Case) -> None:
        if changes:
            case.path_parameters["claim"] = 1
            case.headers["If-Match"] = etag(desk, 1)
        case.call_and_validate()

    call()


def etag(desk: str, claim: int) -> str:
    return httpx2.get(f"{desk}/api/v1/claims/{claim}").headers["ETag"]


def test_every_route_describes_its_problems(desk: str) -> None:
    described = httpx2.get(f"{desk}/api/v1/openapi.json").json()
    for path, methods in described["paths"].items():
        assert path.startswith("/api/v1/")
        for told in methods.values():
            problems = [status for status in told["responses"] if re.fullmatch("4..|5..", status)]
            assert {"422", "429", "503"} <= set(problems)
            assert all("application/problem+json" in told["responses"][status]["content"] for status in problems)
