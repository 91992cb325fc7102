INSERT DATA { derived:00000000000000000001 coal:sector sector:PL-IQ }
