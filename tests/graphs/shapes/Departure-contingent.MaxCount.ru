INSERT DATA { derived:00000000000000000017 coal:contingent contingent:IT-IQ }
