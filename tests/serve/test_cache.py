from coalition_kg.serve.cache import Cache, Kept, matches, may_keep, new_tag, stem

MIB = 1 << 20


def kept(size: int) -> Kept:
    return Kept(b"content-type: text/csv\r\netag: x\r\n", b"x" * size, "")


def test_the_answer_not_used_longest_goes_first() -> None:
    cache = Cache(1, "v1")
    for name in ("a", "b", "c", "d", "e", "f", "g"):
        cache.put(name, kept(MIB // 8), "v1")
    assert cache.get("a") is not None
    cache.put("h", kept(MIB // 8), "v1")
    assert [name for name in "abcdefgh" if cache.get(name)] == ["a", "c", "d", "e", "f", "g", "h"]
    assert len(cache) == 7
    assert cache.size <= MIB


def test_what_is_too_large_or_of_another_snapshot_is_not_kept() -> None:
    cache = Cache(1, "v1")
    cache.put("large", kept(MIB // 8 + 1), "v1")
    cache.put("old", kept(1), "v0")
    cache.put("fits", kept(1), "v1")
    assert [name for name in ("large", "old", "fits") if cache.get(name)] == ["fits"]
    cache.begin("v2")
    assert (cache.get("fits"), cache.size) == (None, 0)


def test_no_cache_keeps_nothing() -> None:
    cache = Cache(0)
    cache.put("a", kept(1), "")
    assert len(cache) == 0


def test_queries_that_differ_each_time_are_not_kept() -> None:
    calls = ("NOW()", "rand ()", "UUID()", "STRUUID()")
    assert [may_keep(f"SELECT ({call} AS ?x) {{}}") for call in calls] == [False] * 4
    assert may_keep("SELECT * { ?now ?rand ?uuid }")


def test_a_tag_is_of_its_request_and_snapshot() -> None:
    of = stem("ASK {}", "v1")
    first, second = new_tag(of), new_tag(of)
    assert first != second
    assert matches(first, of)
    assert matches(f'"other", W/{second}', of)
    assert not matches(first, stem("ASK {}", "v2"))
    assert not matches(first, stem("ASK { }", "v1"))
    assert not matches("*", of)


def test_a_client_that_has_the_body_is_not_told_of_it() -> None:
    assert kept(1).headers == [(b"content-type", b"text/csv"), (b"etag", b"x")]
    assert kept(1).lines_without_body == b"etag: x\r\n"
