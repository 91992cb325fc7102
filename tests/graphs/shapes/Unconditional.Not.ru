DELETE WHERE { fact:6631177ed7f99ae6b6da coal:conditional ?was } ;
INSERT DATA { fact:6631177ed7f99ae6b6da coal:conditional false }
