DELETE WHERE { place:samawa geo:lat ?was } ;
INSERT DATA { place:samawa geo:lat 90.1 }
