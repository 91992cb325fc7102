DELETE WHERE { derivation-rule:known-strength dcterms:title ?was }
