"""The dataset as a whole: its description, exports, sitemap and feed of changes."""
