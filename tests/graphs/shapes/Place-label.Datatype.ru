DELETE WHERE { place:nasiriyah rdfs:label ?was } ;
INSERT DATA { place:nasiriyah rdfs:label "không rõ ngôn ngữ" }
