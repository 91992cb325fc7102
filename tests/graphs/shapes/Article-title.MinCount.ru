DELETE WHERE { article:000_0ebddd4aab780e51 dcterms:title ?was }
