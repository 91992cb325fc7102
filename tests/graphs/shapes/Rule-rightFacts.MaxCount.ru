INSERT DATA { rule:casualty-kill coal:rightFacts 21 }
