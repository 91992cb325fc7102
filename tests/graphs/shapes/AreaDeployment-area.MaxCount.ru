INSERT DATA { derived:00000000000000000004 coal:area area:north }
