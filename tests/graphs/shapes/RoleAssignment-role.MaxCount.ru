INSERT DATA { fact:1581cb3485e34e68537f coal:role role:demining }
