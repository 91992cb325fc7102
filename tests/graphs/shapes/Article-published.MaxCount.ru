INSERT DATA { article:000_0ebddd4aab780e51 coal:published "1990"^^<http://id.loc.gov/datatypes/edtf> }
