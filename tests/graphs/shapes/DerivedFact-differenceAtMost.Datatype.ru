DELETE WHERE { derived:00000000000000000008 coal:differenceAtMost ?was } ;
INSERT DATA { derived:00000000000000000008 coal:differenceAtMost 72.5 }
