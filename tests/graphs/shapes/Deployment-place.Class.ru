DELETE WHERE { fact:0a6960d039017f05bf35 coal:place ?was } ;
INSERT DATA { fact:0a6960d039017f05bf35 coal:place <urn:example:nothing> }
