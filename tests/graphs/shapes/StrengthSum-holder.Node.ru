DELETE WHERE { derived:00000000000000000009 coal:holder ?was } ;
INSERT DATA { derived:00000000000000000009 coal:holder stance:supports }
