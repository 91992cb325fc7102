DELETE WHERE { fact:1380176fb8c26b5f8876 coal:cause ?was } ;
INSERT DATA { fact:1380176fb8c26b5f8876 coal:cause stance:support }
