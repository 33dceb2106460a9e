"""Import this before anything that computes: numerical libraries take their number of threads when first imported."""

import os

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMEXPR_NUM_THREADS")

for _name in VARIABLES:
    os.environ[_name] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
