"""The query page, stored questions and their answers, as people and their programs take them."""
