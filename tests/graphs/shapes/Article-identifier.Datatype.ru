DELETE WHERE { article:000_0ebddd4aab780e51 dcterms:identifier ?was } ;
INSERT DATA { article:000_0ebddd4aab780e51 dcterms:identifier "000_0ebddd4aab780e51"@en }
