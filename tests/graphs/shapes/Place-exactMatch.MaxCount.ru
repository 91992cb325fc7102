INSERT DATA { place:samawa skos:exactMatch <https://sws.geonames.org/98854/> }
