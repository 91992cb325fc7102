INSERT DATA { article:000_0ebddd4aab780e51 dcterms:identifier "another" }
