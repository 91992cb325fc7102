INSERT DATA { rule:casualty-kill coal:confidence 0.5 }
