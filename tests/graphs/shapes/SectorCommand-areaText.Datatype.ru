DELETE WHERE { fact:f613516cf257fa718935 coal:areaText ?was } ;
INSERT DATA { fact:f613516cf257fa718935 coal:areaText "south-central"@en }
