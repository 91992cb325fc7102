DELETE WHERE { country:AU coal:isoCode ?was } ;
INSERT DATA { country:AU coal:isoCode "AU"@en }
