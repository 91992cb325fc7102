DELETE WHERE { rule:casualty-kill coal:confidence ?was }
