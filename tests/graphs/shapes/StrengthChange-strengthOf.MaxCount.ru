INSERT DATA { derived:00000000000000000007 coal:strengthOf contingent:IT-IQ }
