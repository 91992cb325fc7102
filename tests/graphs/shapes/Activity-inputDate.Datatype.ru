DELETE WHERE { <https://w3id.org/coalition-kg/id/article/000_0ebddd4aab780e51#extraction> coal:inputDate ?was } ;
INSERT DATA { <https://w3id.org/coalition-kg/id/article/000_0ebddd4aab780e51#extraction> coal:inputDate "2005-12~" }
