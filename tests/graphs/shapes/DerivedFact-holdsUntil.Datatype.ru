DELETE WHERE { derived:00000000000000000005 coal:holdsFrom ?other } ;
DELETE WHERE { derived:00000000000000000005 coal:holdsUntil ?was } ;
INSERT DATA { derived:00000000000000000005 coal:holdsUntil "2003-11-12" }
