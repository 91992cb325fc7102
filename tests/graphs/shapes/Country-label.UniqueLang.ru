INSERT DATA { country:AU rdfs:label "tên khác"@vi }
