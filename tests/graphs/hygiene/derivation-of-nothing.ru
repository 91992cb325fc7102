INSERT DATA { GRAPH graph:derivations {
  <https://w3id.org/coalition-kg/graph/derivation/00000000000000000098> a coal:Derivation ; coal:derivedBy derivation-rule:known-strength ; coal:premise fact:98e0c388c9a87eb2a946 ;
    prov:wasDerivedFrom <https://w3id.org/coalition-kg/graph/001_2c7b8ceced76f234/s43> } }
