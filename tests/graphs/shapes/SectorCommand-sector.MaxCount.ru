INSERT { <urn:example:copy> ?property ?value } WHERE { sector:PL-IQ ?property ?value } ;
INSERT DATA { fact:f613516cf257fa718935 coal:sector <urn:example:copy> }
