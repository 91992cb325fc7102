INSERT DATA { GRAPH graph:ontology { coal:ofCountry owl:inverseOf coal:evidence } }
