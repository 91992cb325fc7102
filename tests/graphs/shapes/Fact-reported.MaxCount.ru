INSERT DATA { fact:98e0c388c9a87eb2a946 coal:reported "1990"^^<http://id.loc.gov/datatypes/edtf> }
