DELETE WHERE { article:000_0ebddd4aab780e51 dcterms:title ?was } ;
INSERT DATA { article:000_0ebddd4aab780e51 dcterms:title "không rõ ngôn ngữ" }
