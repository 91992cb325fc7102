DELETE WHERE { fact:0d4a1cd380725c5cb7b3 coal:dateRedacted ?was } ;
INSERT DATA { fact:0d4a1cd380725c5cb7b3 coal:dateRedacted "true" }
