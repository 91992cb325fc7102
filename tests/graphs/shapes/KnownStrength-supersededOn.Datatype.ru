DELETE WHERE { derived:00000000000000000006 coal:supersededOn ?was } ;
INSERT DATA { derived:00000000000000000006 coal:supersededOn "2004-04-01" }
