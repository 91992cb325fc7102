DELETE WHERE { GRAPH graph:ontology { coal:Stance skos:definition ?was } } ;
INSERT { GRAPH graph:ontology { coal:Stance skos:definition ?definition } } WHERE { GRAPH graph:ontology { coal:Rule skos:definition ?definition } }
