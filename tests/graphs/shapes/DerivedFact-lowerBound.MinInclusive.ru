DELETE WHERE { derived:00000000000000000005 coal:lowerBound ?was } ;
INSERT DATA { derived:00000000000000000005 coal:lowerBound -1 }
