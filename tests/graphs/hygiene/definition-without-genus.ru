DELETE { GRAPH graph:ontology { ?list rdf:first coal:Commitment } }
INSERT { GRAPH graph:ontology { ?list rdf:first ?restriction } }
WHERE { GRAPH graph:ontology { coal:CompletedWithdrawal owl:equivalentClass/owl:intersectionOf ?list . ?list rdf:first coal:Commitment ; rdf:rest/rdf:first ?restriction } }
