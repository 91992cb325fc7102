DELETE WHERE { action:deploy skos:notation ?was } ;
INSERT DATA { action:deploy skos:notation "deploy"@en }
