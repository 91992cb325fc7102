INSERT { <urn:example:copy> ?property ?value } WHERE { article:000_0ebddd4aab780e51 ?property ?value } ;
INSERT DATA { <https://w3id.org/coalition-kg/id/article/000_0ebddd4aab780e51#extraction> prov:used <urn:example:copy> }
