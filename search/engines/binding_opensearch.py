"""Speaks to OpenSearch through its own Python client."""

from opensearchpy import ConnectionError as NoConnection
from opensearchpy import ConnectionTimeout, OpenSearch, SerializationError, TransportError

from search.cluster_address import ClusterAddress
from search.engines.bindings import QUERIES_AT_ONCE, Binding, Json, TimedOut, Unreachable


class OpenSearchBinding(Binding):
    """OpenSearch 2 and 3."""

    name = "opensearch"

    def __init__(self, address: ClusterAddress, authority: str = "") -> None:
        super().__init__(address, authority)
        self.clients = [self._client(node) for node in address.nodes]

    def _client(self, node: str) -> OpenSearch:
        options: Json = {"ca_certs": self.authority} if self.authority and node.startswith("https") else {}
        if self.address.user:
            options["http_auth"] = (self.address.user, self.address.password)
        return OpenSearch([node], max_retries=0, retry_on_timeout=False, pool_maxsize=QUERIES_AT_ONCE, **options)

    def send(
        self, node: int, method: str, path: str, body: bytes | None, kind: str, seconds: float
    ) -> tuple[int, Json]:
        headers = {"content-type": kind} if body is not None else None
        try:
            answer = self.clients[node].transport.perform_request(
                method, path, body=body, timeout=seconds, headers=headers
            )
        except ConnectionTimeout as error:
            raise TimedOut from error
        except (NoConnection, SerializationError) as error:
            # The client names a node that takes no connection in time like one that refuses it.
            if "ConnectTimeoutError" in repr(error):
                raise TimedOut from error
            raise Unreachable(str(error)) from error
        except TransportError as error:
            return int(error.status_code), error.info if isinstance(error.info, dict) else {"error": str(error.info)}
        return 200, answer
