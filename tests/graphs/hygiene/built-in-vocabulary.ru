INSERT DATA { GRAPH graph:ontology { coal:Stance owl:disjunctWith coal:Casualty } }
