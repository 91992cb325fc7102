DELETE WHERE { derivation-rule:known-strength dcterms:identifier ?was } ;
INSERT DATA { derivation-rule:known-strength dcterms:identifier "known-strength"@en }
