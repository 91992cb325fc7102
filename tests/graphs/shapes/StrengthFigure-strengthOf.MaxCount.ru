INSERT DATA { derived:00000000000000000005 coal:strengthOf contingent:IT-IQ }
