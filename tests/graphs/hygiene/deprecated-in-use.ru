INSERT DATA { GRAPH graph:ontology { dcterms:isReplacedBy a owl:AnnotationProperty . coal:Stance owl:deprecated true ; dcterms:isReplacedBy coal:Fact } }
