INSERT DATA { <https://w3id.org/coalition-kg/id/article/000_0ebddd4aab780e51#extraction> coal:inputDate "1990"^^<http://id.loc.gov/datatypes/edtf> }
