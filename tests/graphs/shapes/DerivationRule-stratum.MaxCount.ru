INSERT DATA { derivation-rule:known-strength coal:stratum 4 }
