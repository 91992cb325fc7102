INSERT DATA { place:samawa geo:lat 10.5 , 10.6 }
