DELETE WHERE { fact:6631177ed7f99ae6b6da coal:conditionStart ?was } ;
INSERT DATA { fact:6631177ed7f99ae6b6da coal:conditionStart -1 }
