INSERT DATA { fact:0d4a1cd380725c5cb7b3 a coal:CompletedWithdrawal }
