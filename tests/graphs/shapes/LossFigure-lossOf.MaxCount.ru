INSERT DATA { derived:00000000000000000011 coal:lossOf contingent:GB-IQ }
