DELETE WHERE { derived:00000000000000000016 coal:kept ?was } ;
INSERT DATA { derived:00000000000000000016 coal:kept "yes" }
