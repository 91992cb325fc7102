INSERT DATA { action:deploy skos:notation "another" }
