INSERT DATA { GRAPH graph:ontology { coal:Deployment owl:equivalentClass coal:Stance } }
