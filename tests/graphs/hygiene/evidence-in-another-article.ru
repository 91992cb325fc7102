DELETE WHERE { GRAPH graph:provenance { evidence:98e0c388c9a87eb2a946 oa:hasSource ?article } } ;
INSERT DATA { GRAPH graph:provenance { evidence:98e0c388c9a87eb2a946 oa:hasSource <https://w3id.org/coalition-kg/id/article/000_0ebddd4aab780e51> } }
