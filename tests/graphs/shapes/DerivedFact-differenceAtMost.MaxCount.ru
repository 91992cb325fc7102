INSERT DATA { derived:00000000000000000008 coal:differenceAtMost 99 }
