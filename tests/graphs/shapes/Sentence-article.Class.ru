DELETE WHERE { <https://w3id.org/coalition-kg/id/article/000_0ebddd4aab780e51/s13> coal:article ?was } ;
INSERT DATA { <https://w3id.org/coalition-kg/id/article/000_0ebddd4aab780e51/s13> coal:article <urn:example:nothing> }
