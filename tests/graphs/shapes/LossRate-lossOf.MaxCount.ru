INSERT DATA { derived:00000000000000000013 coal:lossOf contingent:GB-IQ }
