DELETE WHERE { evidence:037a5fa8b5c3e7935cb5 coal:sentence ?was }
