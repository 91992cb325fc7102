INSERT DATA { country:AU rdfs:label "autre nom"@fr }
