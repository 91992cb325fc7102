DELETE WHERE { derived:00000000000000000004 coal:area ?was } ;
INSERT DATA { derived:00000000000000000004 coal:area stance:supports }
