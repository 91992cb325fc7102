INSERT DATA { fact:1380176fb8c26b5f8876 coal:cause cause:accident }
