INSERT DATA { derived:00000000000000000016 coal:kept true }
