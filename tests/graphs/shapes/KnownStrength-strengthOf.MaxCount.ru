INSERT DATA { derived:00000000000000000006 coal:strengthOf contingent:IT-IQ }
