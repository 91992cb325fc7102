INSERT DATA { contingent:JP-IQ coal:place place:samawa }
