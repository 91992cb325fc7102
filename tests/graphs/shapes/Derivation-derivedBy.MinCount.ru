DELETE WHERE { <https://w3id.org/coalition-kg/graph/derivation/00000000000000000001> coal:derivedBy ?was }
