INSERT { <urn:example:copy> ?property ?value } WHERE { <https://w3id.org/coalition-kg/id/action> ?property ?value } ;
INSERT DATA { action:deploy skos:inScheme <urn:example:copy> }
