INSERT DATA { derived:00000000000000000009 coal:inArticle article:000_0ebddd4aab780e51 }
