"""What comes with the program: the ontology, its codes, shapes and rules, as pages and as data."""
