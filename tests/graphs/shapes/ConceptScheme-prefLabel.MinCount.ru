DELETE WHERE { <https://w3id.org/coalition-kg/id/stance> skos:prefLabel ?was } ;
INSERT DATA { <https://w3id.org/coalition-kg/id/stance> skos:prefLabel "Stance"@en }
