DELETE WHERE { GRAPH graph:derivations { <https://w3id.org/coalition-kg/graph/derivation/00000000000000000017> coal:derivedBy ?rule } }
