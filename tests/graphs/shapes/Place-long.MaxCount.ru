INSERT DATA { place:samawa geo:long 10.5 , 10.6 }
