INSERT DATA { GRAPH <https://w3id.org/coalition-kg/graph/000_0ebddd4aab780e51/s13> { fact:98e0c388c9a87eb2a946 a coal:StrengthReport } }
