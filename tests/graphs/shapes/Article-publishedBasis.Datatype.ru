DELETE WHERE { article:000_0ebddd4aab780e51 coal:publishedBasis ?was } ;
INSERT DATA { article:000_0ebddd4aab780e51 coal:publishedBasis "không rõ ngôn ngữ" }
