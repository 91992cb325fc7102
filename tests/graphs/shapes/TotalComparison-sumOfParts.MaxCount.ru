INSERT DATA { derived:00000000000000000010 coal:sumOfParts derived:00000000000000000099 .
  derived:00000000000000000099 a coal:StrengthSum ; coal:theatre country:IQ ; coal:holder holder:allies ; coal:summand fact:98e0c388c9a87eb2a946 }
