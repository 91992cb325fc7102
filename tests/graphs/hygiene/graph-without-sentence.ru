INSERT DATA { GRAPH <https://w3id.org/coalition-kg/graph/nowhere/s1> { country:PL a coal:Country } }
