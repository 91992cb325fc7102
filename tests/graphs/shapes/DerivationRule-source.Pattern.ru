DELETE WHERE { derivation-rule:known-strength dcterms:source ?was } ;
INSERT DATA { derivation-rule:known-strength dcterms:source "elsewhere.rq" }
