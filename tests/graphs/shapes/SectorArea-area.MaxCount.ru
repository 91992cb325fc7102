INSERT DATA { derived:00000000000000000002 coal:area area:north }
