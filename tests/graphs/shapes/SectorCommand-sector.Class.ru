DELETE WHERE { fact:f613516cf257fa718935 coal:sector ?was } ;
INSERT DATA { fact:f613516cf257fa718935 coal:sector <urn:example:nothing> }
