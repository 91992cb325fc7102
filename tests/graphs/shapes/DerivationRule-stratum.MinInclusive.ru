DELETE WHERE { derivation-rule:known-strength coal:stratum ?was } ;
INSERT DATA { derivation-rule:known-strength coal:stratum 0 }
