DELETE WHERE { fact:0a6960d039017f05bf35 coal:placeText ?was } ;
INSERT DATA { fact:0a6960d039017f05bf35 coal:placeText ""@vi }
