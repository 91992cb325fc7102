DELETE WHERE { derived:00000000000000000005 coal:upperBound ?was } ;
INSERT DATA { derived:00000000000000000005 coal:upperBound 128.0 }
