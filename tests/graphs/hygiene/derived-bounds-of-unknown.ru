INSERT DATA { GRAPH <https://w3id.org/coalition-kg/graph/derivation/00000000000000000012> { derived:00000000000000000012 coal:upperBound 100 } }
