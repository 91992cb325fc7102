DELETE WHERE { GRAPH graph:reference { fact:98e0c388c9a87eb2a946 coal:reported ?date } }
