INSERT DATA { fact:ef31252aa6a1b5cc7d95 coal:redacted false }
