"""Speaks to Elasticsearch through its own Python client, versions 8 and 9. The client must not be newer than the server."""

from elastic_transport import ConnectionError as NoConnection
from elastic_transport import ConnectionTimeout, SerializationError
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from search.cluster_address import ClusterAddress
from search.engines.bindings import QUERIES_AT_ONCE, Binding, ClusterRefused, Json, TimedOut, Unreachable


class ElasticsearchBinding(Binding):
    """Elasticsearch 8 and 9."""

    name = "elasticsearch"

    def __init__(self, address: ClusterAddress, authority: str = "") -> None:
        super().__init__(address, authority)
        self.clients = [self._client(node) for node in address.nodes]

    def _client(self, node: str) -> Elasticsearch:
        options: Json = {"ca_certs": self.authority} if self.authority and node.startswith("https") else {}
        if self.address.user:
            options["basic_auth"] = (self.address.user, self.address.password)
        return Elasticsearch(
            node, max_retries=0, retry_on_timeout=False, connections_per_node=QUERIES_AT_ONCE, **options
        )

    def send(
        self, node: int, method: str, path: str, body: bytes | None, kind: str, seconds: float
    ) -> tuple[int, Json]:
        client = self.clients[node].options(request_timeout=seconds)
        headers = {"accept": "application/json", **({"content-type": kind} if body is not None else {})}
        try:
            answer = client.perform_request(method, path, headers=headers, body=body)
        except UnsupportedProductError as error:
            raise ClusterRefused("this is no Elasticsearch; for OpenSearch write opensearch://") from error
        except ApiError as error:
            return error.meta.status, error.body if isinstance(error.body, dict) else {"error": str(error.body)}
        except ConnectionTimeout as error:
            raise TimedOut from error
        except (NoConnection, SerializationError) as error:
            raise Unreachable(str(error)) from error
        return answer.meta.status, answer.body
