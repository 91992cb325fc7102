INSERT DATA { theatre:gulf rdfs:label "tên khác"@vi }
