DELETE WHERE { derived:00000000000000000008 coal:differenceAtLeast ?was } ;
INSERT DATA { derived:00000000000000000008 coal:differenceAtLeast 0 }
