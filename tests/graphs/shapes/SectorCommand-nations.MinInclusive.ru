DELETE WHERE { fact:f613516cf257fa718935 coal:nations ?was } ;
INSERT DATA { fact:f613516cf257fa718935 coal:nations 0 }
