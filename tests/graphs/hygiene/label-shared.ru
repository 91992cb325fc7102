INSERT DATA { GRAPH graph:ontology { stance:supports skos:altLabel "opposes"@en } }
