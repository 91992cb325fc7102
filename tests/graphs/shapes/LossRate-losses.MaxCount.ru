INSERT DATA { derived:00000000000000000013 coal:losses derived:00000000000000000099 .
  derived:00000000000000000099 a coal:LossTotal ; coal:theatre country:IQ ; coal:lossOf contingent:IT-IQ ; coal:outcome outcome:killed ;
    coal:summand fact:1380176fb8c26b5f8876 }
