INSERT DATA { fact:f613516cf257fa718935 coal:nations 22 }
