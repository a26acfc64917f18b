"""The page of `/validate`: what a form sends, and a report beside the text that it is about."""
