"""`/`: the home page: search, questions that the dataset answers, what there is, what changed."""
