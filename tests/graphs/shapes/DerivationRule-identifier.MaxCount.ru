INSERT DATA { derivation-rule:known-strength dcterms:identifier "other" }
