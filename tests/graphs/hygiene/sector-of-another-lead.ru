DELETE WHERE { GRAPH <https://w3id.org/coalition-kg/graph/001_2c7b8ceced76f234/s20> { fact:f613516cf257fa718935 coal:country ?country } } ;
INSERT DATA { GRAPH <https://w3id.org/coalition-kg/graph/001_2c7b8ceced76f234/s20> { fact:f613516cf257fa718935 coal:country country:FR } }
