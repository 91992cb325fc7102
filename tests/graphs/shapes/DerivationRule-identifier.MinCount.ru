DELETE WHERE { derivation-rule:known-strength dcterms:identifier ?was }
