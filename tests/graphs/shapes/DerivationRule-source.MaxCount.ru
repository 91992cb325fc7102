INSERT DATA { derivation-rule:known-strength dcterms:source "queries/rules/other.rq" }
