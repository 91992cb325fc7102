INSERT DATA { fact:086e4489e7d5438d2f83 coal:victims victims:civilians }
