DELETE WHERE { place:samawa geo:long ?was } ;
INSERT DATA { place:samawa geo:long 10 }
