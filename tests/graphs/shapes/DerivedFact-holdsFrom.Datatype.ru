DELETE WHERE { derived:00000000000000000005 coal:holdsUntil ?other } ;
DELETE WHERE { derived:00000000000000000005 coal:holdsFrom ?was } ;
INSERT DATA { derived:00000000000000000005 coal:holdsFrom "2003-11-12" }
