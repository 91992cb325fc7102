DELETE WHERE { fact:0d4a1cd380725c5cb7b3 coal:conditional ?was } ;
INSERT DATA { fact:0d4a1cd380725c5cb7b3 coal:conditional "false" }
