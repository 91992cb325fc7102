INSERT DATA { GRAPH <https://w3id.org/coalition-kg/graph/000_0ebddd4aab780e51/s13> { fact:086e4489e7d5438d2f83 coal:lowerBound 1 } }
