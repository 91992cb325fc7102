INSERT DATA { derived:00000000000000000004 coal:sector sector:GB-IQ }
