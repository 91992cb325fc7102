INSERT DATA { derived:00000000000000000009 coal:holder holder:allies }
