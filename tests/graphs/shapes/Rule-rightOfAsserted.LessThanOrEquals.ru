DELETE WHERE { rule:casualty-kill coal:rightFacts ?was } ;
INSERT DATA { rule:casualty-kill coal:rightFacts 23 }
