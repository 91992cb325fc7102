DELETE WHERE { derived:00000000000000000014 coal:modalityClass ?was } ;
INSERT DATA { derived:00000000000000000014 coal:modalityClass stance:supports }
