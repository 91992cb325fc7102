DELETE WHERE { derived:00000000000000000007 coal:personnel ?was } ;
INSERT DATA { derived:00000000000000000007 coal:personnel stance:supports }
