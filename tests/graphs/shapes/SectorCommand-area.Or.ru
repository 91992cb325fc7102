DELETE WHERE { fact:f613516cf257fa718935 coal:area ?was } ;
INSERT DATA { fact:f613516cf257fa718935 coal:area <urn:example:nothing> }
