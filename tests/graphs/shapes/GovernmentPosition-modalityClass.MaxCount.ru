INSERT DATA { derived:00000000000000000014 coal:modalityClass modality:open }
