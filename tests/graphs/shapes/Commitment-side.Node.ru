DELETE WHERE { fact:0d4a1cd380725c5cb7b3 coal:side ?was } ;
INSERT DATA { fact:0d4a1cd380725c5cb7b3 coal:side stance:support }
