INSERT DATA { derived:00000000000000000011 coal:outcome outcome:wounded }
