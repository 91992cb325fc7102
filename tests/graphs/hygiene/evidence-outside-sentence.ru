DELETE WHERE { GRAPH graph:provenance { <https://w3id.org/coalition-kg/id/evidence/98e0c388c9a87eb2a946#position> oa:start ?start } } ;
INSERT DATA { GRAPH graph:provenance { <https://w3id.org/coalition-kg/id/evidence/98e0c388c9a87eb2a946#position> oa:start 99999 } }
