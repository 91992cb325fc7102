DELETE WHERE { derivation-rule:known-strength dcterms:source ?was }
