DELETE WHERE { <https://w3id.org/coalition-kg/id/evidence/037a5fa8b5c3e7935cb5#position> oa:start ?was }
