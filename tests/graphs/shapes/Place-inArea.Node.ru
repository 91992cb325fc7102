DELETE WHERE { place:nasiriyah coal:inArea ?was } ;
INSERT DATA { place:nasiriyah coal:inArea stance:support }
