INSERT DATA { action:deploy skos:prefLabel "tên khác"@vi }
