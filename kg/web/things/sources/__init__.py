"""The sections of sources: the documents behind a page, and what a document says."""
