INSERT DATA { rule:casualty-kill coal:precision 0.5 }
