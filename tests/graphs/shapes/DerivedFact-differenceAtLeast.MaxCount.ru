INSERT DATA { derived:00000000000000000008 coal:differenceAtLeast 1 }
