DELETE WHERE { GRAPH graph:ontology { coal:Stance skos:definition ?was } } ;
INSERT DATA { GRAPH graph:ontology { coal:Stance skos:definition "a stance of a country."@en , "Lập trường của một nước."@vi } }
