DELETE WHERE { derivation-rule:known-strength coal:stratum ?was }
