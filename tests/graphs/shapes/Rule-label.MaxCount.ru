INSERT DATA { rule:casualty-kill rdfs:label "another" }
