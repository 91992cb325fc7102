INSERT DATA { derived:00000000000000000003 coal:sector sector:GB-IQ }
