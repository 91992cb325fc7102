INSERT DATA { derived:00000000000000000002 coal:sector sector:GB-IQ }
