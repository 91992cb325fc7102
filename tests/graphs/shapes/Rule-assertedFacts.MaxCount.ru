INSERT DATA { rule:casualty-kill coal:assertedFacts 23 }
