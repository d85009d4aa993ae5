"""Whatever anybody asks the API, it answers without an error of the server."""

from urllib.parse import urlencode

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

# The same questions in every run: a test must not depend on the day.
QUESTIONS = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_no_question_breaks_the_api(client, home):
    described = client.get("/api/schema/", headers={"Accept": "application/json"}).json()
    operations = [found.ok() for found in schemathesis.openapi.from_dict(described).get_all_operations()]
    answers = [status for operation in operations for status in ask(client, operation)]
    assert len(operations) > 10
    assert {200, 400, 404} >= set(answers)
    assert 200 in answers


def ask(client, operation):
    """Asks one address questions that its description allows. An error inside fails the test by itself."""
    answers = []

    @QUESTIONS
    @given(case=operation.as_strategy())
    def ask_once(case):
        words = urlencode(case.query or {}, doseq=True)
        answers.append(client.generic(case.method, case.formatted_path, query_string=words).status_code)

    ask_once()
    return answers
