DELETE WHERE { fact:037a5fa8b5c3e7935cb5 coal:evidence ?was } ;
DELETE WHERE { evidence:037a5fa8b5c3e7935cb5 ?property ?value }
