DELETE WHERE { article:000_0ebddd4aab780e51 coal:published ?was }
