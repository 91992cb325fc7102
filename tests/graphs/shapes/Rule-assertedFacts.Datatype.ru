DELETE WHERE { rule:casualty-kill coal:assertedFacts ?was } ;
INSERT DATA { rule:casualty-kill coal:assertedFacts 22.0 }
