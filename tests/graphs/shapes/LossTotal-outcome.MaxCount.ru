INSERT DATA { derived:00000000000000000012 coal:outcome outcome:wounded }
