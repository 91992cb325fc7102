INSERT DATA { derivation-rule:known-strength dcterms:title "tên khác"@vi }
