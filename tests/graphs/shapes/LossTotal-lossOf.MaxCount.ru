INSERT DATA { derived:00000000000000000012 coal:lossOf contingent:GB-IQ }
