DELETE WHERE { rule:casualty-kill coal:confidence ?was } ;
INSERT DATA { rule:casualty-kill coal:confidence 0.958e0 }
