INSERT DATA { GRAPH <https://w3id.org/coalition-kg/graph/001_2c7b8ceced76f234/s43> { fact:98e0c388c9a87eb2a946 a coal:Deployment } }
