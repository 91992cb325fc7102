DELETE WHERE { GRAPH graph:ontology { coal:Stance skos:definition ?definition } }
