DELETE WHERE { GRAPH graph:provenance { fact:98e0c388c9a87eb2a946 coal:evidence ?evidence } }
