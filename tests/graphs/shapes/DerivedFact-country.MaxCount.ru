INSERT DATA { derived:00000000000000000005 coal:country country:PL }
