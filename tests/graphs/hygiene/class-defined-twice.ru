INSERT DATA { GRAPH graph:ontology { coal:CompletedWithdrawal owl:equivalentClass [ owl:intersectionOf ( coal:Commitment ) ] } }
