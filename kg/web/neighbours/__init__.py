"""What stands beside a thing: counted by relation, drawn, and given as JSON."""
