INSERT DATA { sector:GB-IQ coal:area area:south }
