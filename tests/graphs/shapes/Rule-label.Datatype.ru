DELETE WHERE { rule:casualty-kill rdfs:label ?was } ;
INSERT DATA { rule:casualty-kill rdfs:label "casualty-kill"@en }
