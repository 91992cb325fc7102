DELETE WHERE { article:000_0ebddd4aab780e51 coal:sha256 ?was } ;
INSERT DATA { article:000_0ebddd4aab780e51 coal:sha256 "cec83a9b8aa0add45b453ab216a36db681ef15f68e1495027d53629b76bec015"@en }
