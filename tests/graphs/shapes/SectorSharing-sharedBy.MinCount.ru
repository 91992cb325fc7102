DELETE DATA { derived:00000000000000000003 coal:sharedBy country:RO }
