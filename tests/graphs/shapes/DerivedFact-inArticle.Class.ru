DELETE WHERE { derived:00000000000000000009 coal:inArticle ?was } ;
INSERT DATA { derived:00000000000000000009 coal:inArticle <urn:example:nothing> }
