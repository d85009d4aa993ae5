import pytest

from search.cluster_address import DEFAULT_PREFIX, ClusterAddress, read_address
from search.engines.bindings import BINDINGS, binding_for


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("elasticsearch://one:9200", ClusterAddress("elasticsearch", ("http://one:9200",))),
        (" opensearch://one ", ClusterAddress("opensearch", ("http://one:9200",))),
        ("opensearch://one:1,two:2/", ClusterAddress("opensearch", ("http://one:1", "http://two:2"))),
        ("elasticsearch://10.0.0.1/town", ClusterAddress("elasticsearch", ("http://10.0.0.1:9200",), prefix="town")),
        ("elasticsearch://[::1]:9201", ClusterAddress("elasticsearch", ("http://[::1]:9201",))),
        (
            "elasticsearchs://rathaus:p%40ss%2Fwort@one:9200, two:9200/town-2",
            ClusterAddress("elasticsearch", ("https://one:9200", "https://two:9200"), "rathaus", "p@ss/wort", "town-2"),
        ),
        (
            "opensearchs://rathaus:a:b@c@one",
            ClusterAddress("opensearch", ("https://one:9200",), "rathaus", "a:b@c"),
        ),
    ],
)
def test_addresses_are_read(url, address):
    assert read_address(url) == address


def test_without_a_name_the_index_has_the_one_of_the_house():
    assert read_address("elasticsearch://one").prefix == DEFAULT_PREFIX


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "begins with none of"),
        ("http://one:9200", "begins with none of"),
        ("elasticsearch:one", "begins with none of"),
        ("elasticsearch://", "names no server"),
        ("elasticsearch://one,,two", "names no server"),
        ("elasticsearch://one:port", "names no server"),
        ("elasticsearch://one:9200?x=1", "names no server"),
        ("elasticsearch://ünë", "names no server"),
        ("elasticsearch://one:0", "port"),
        ("elasticsearch://one:70000", "port"),
        ("elasticsearch://one/Town", "no index can have"),
        ("elasticsearch://one/_town", "no index can have"),
        ("elasticsearch://one/a/b", "no index can have"),
        ("elasticsearch://one/town*", "no index can have"),
        ("elasticsearchs://user@one", "without a password"),
        ("elasticsearchs://user:@one", "without a password"),
        ("elasticsearchs://:password@one", "without a user"),
    ],
)
def test_senseless_addresses_are_refused_with_a_reason(url, problem):
    with pytest.raises(ValueError, match=problem):
        read_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "elasticsearchs://u:geheim@one:0",
        "elasticsearchs://u:geheim@one/NO",
        "x://u:geheim@one",
        "elasticsearchs://u:geheim/x@one",
        "elasticsearchs://u:123/geheim@one:9200/town",
        "elasticsearchs://u:x/y/geheim@one",
    ],
)
def test_no_message_tells_the_password(url):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  the text is what is looked at
        read_address(url)
    assert "geheim" not in str(caught.value)


def test_a_password_is_not_shown_by_accident():
    assert "geheim" not in repr(read_address("elasticsearchs://rathaus:geheim@one"))


@pytest.mark.parametrize("product", sorted(BINDINGS))
def test_each_product_has_its_binding(product):
    binding = binding_for(f"{product}://127.0.0.1:1,127.0.0.1:2", "")
    assert binding.name == product
    assert len(binding.clients) == 2
