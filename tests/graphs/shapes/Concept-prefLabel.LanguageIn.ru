INSERT DATA { action:deploy skos:prefLabel "autre nom"@fr }
