INSERT DATA { theatre:gulf rdfs:label "autre nom"@fr }
