INSERT DATA { GRAPH graph:provenance { <urn:example:one> coal:undeclared <urn:example:two> } }
