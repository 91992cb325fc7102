INSERT DATA { <https://w3id.org/coalition-kg/id/software/coalition-kg-0.1.0> schema:softwareVersion "another" }
