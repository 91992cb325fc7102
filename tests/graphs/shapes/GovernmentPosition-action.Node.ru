DELETE WHERE { derived:00000000000000000014 coal:action ?was } ;
INSERT DATA { derived:00000000000000000014 coal:action stance:supports }
