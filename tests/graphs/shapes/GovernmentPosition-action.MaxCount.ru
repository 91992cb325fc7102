INSERT DATA { derived:00000000000000000014 coal:action action:withdraw }
