DELETE WHERE { derived:00000000000000000013 coal:rateAtLeast ?was } ;
INSERT DATA { derived:00000000000000000013 coal:rateAtLeast -0.5 }
