INSERT DATA { GRAPH graph:ontology { prov:Activity rdfs:label "activity"@en } }
