"""`python -m kg.cli`, for where the console command is not on the path."""

from kg.cli import main

main()
