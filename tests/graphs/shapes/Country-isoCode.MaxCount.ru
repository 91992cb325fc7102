INSERT DATA { country:AU coal:isoCode "XX" }
