DELETE WHERE { derived:00000000000000000002 coal:area ?was } ;
INSERT DATA { derived:00000000000000000002 coal:area stance:supports }
