DELETE WHERE { fact:1380176fb8c26b5f8876 coal:place ?was } ;
INSERT DATA { fact:1380176fb8c26b5f8876 coal:place <urn:example:nothing> }
