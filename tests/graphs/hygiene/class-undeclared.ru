INSERT DATA { GRAPH graph:provenance { <urn:example:one> a coal:Undeclared } }
