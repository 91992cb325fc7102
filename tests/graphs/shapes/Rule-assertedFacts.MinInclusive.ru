DELETE WHERE { rule:casualty-kill coal:assertedFacts ?was } ;
DELETE WHERE { rule:casualty-kill coal:rightFacts ?right } ;
INSERT DATA { rule:casualty-kill coal:assertedFacts -1 }
