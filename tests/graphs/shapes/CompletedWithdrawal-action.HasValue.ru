DELETE WHERE { fact:0d4a1cd380725c5cb7b3 coal:action ?action ; coal:modality ?was } ;
INSERT DATA { fact:0d4a1cd380725c5cb7b3 a coal:CompletedWithdrawal ; coal:action action:reduce ; coal:modality modality:completed }
