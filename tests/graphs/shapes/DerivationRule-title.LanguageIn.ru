INSERT DATA { derivation-rule:known-strength dcterms:title "autre nom"@fr }
