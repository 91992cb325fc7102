DELETE WHERE { rule:casualty-kill coal:precision ?was } ;
INSERT DATA { rule:casualty-kill coal:precision -0.5 }
