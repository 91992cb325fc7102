INSERT { <urn:example:copy> ?property ?value } WHERE { <https://w3id.org/coalition-kg/id/software/coalition-kg-0.1.0> ?property ?value } ;
INSERT DATA { <https://w3id.org/coalition-kg/id/article/000_0ebddd4aab780e51#extraction> prov:wasAssociatedWith <urn:example:copy> }
