INSERT DATA { country:PL skos:exactMatch <https://example.org/Poland> }
